/** What a report is asked: its period, and whose members it is about. All of it is in the address. */
import "@mantine/dates/styles.css";
import { Group, SegmentedControl } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../api/queries";
import { Localized } from "../../condition/DateInputs";
import { localDay } from "../../format/days";
import { useFormats } from "../../parts/Formats";
import { SegmentSelect } from "../../parts/SegmentSelect";
import { useAddress } from "../../parts/useAddress";
import { periodOf, SPANS, USUAL } from "./period";

export function useAsked() {
  const { zone } = useFormats();
  const [read, write] = useAddress();
  const today = localDay(new Date(), zone);
  const period = periodOf(read, today);
  const segment = read("segment") || null;
  return { period, segment, today, read, write, query: { from: period.from, to: period.to, segment } };
}

/** What the segment is called whose members it is about alone; null where it is about everybody. */
export function useOnly(): string | null {
  const { segment } = useAsked();
  const { data } = useValues("segment", "", segment !== null);
  return segment === null ? null : (data?.data.find((one) => one.value === segment)?.label ?? segment);
}

/** What everybody that it is about is called together. */
export function useWhole(): string {
  const { t } = useTranslation();
  const only = useOnly();
  return only === null ? t("reports.wholeShop") : t("reports.allOf", { segment: only });
}

export function Asked({ children, withPeriod = true }: { children?: ReactNode; withPeriod?: boolean }) {
  const { t } = useTranslation();
  const { segment, write } = useAsked();
  return (
    <Group gap="sm" align="flex-end" mb="md" className="not-printed">
      {withPeriod && <PeriodChoice />}
      <SegmentSelect
        label={t("reports.only")}
        placeholder={t("reports.everybody")}
        clearable
        value={segment}
        onChange={(next) => write({ segment: next })}
        field="/segment"
      />
      {children}
    </Group>
  );
}

function PeriodChoice() {
  const { t } = useTranslation();
  const { zoneName } = useFormats();
  const { period, today, write } = useAsked();
  const [chosen, setChosen] = useState<[string | null, string | null] | null>(null);
  return (
    <>
      <SegmentedControl
        aria-label={t("reports.period")}
        value={period.span ?? ""}
        onChange={(span) => write({ span: span === USUAL ? null : span, from: null, to: null })}
        data={SPANS.map((one) => ({ value: one, label: t("segments.days", { count: Number(one) }) }))}
      />
      <Localized>
        <DatePickerInput
          type="range"
          w={{ base: "100%", xs: "auto" }}
          miw={{ xs: 280 }}
          label={`${t("reports.days")} (${zoneName})`}
          leftSection={<IconCalendar size={18} stroke={1.5} />}
          valueFormat="D MMM YYYY"
          maxDate={today}
          allowSingleDateInRange
          value={chosen ?? [period.from, period.to]}
          onChange={(days) => {
            const [from, to] = days;
            setChosen(from && to ? null : days);
            if (from && to) write({ from, to, span: null });
          }}
        />
      </Localized>
    </>
  );
}
