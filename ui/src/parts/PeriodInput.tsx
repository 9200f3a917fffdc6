/** From when until when, in the shop's local time; either may be open. */
import "@mantine/dates/styles.css";
import { Group } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useTranslation } from "react-i18next";
import { Localized } from "../condition/DateInputs";
import { clockAt, instantOf } from "../format/instants";
import { useFormats } from "./Formats";

export interface Period {
  starts_at: string | null;
  ends_at: string | null;
}

interface Props {
  period: Period;
  onChange: (period: Period) => void;
  errorOf: (pointer: string) => string | undefined;
}

export function PeriodInput({ period, onChange, errorOf }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const input = (name: keyof Period, label: string, placeholder: string) => (
    <DateTimePicker
      flex="1 1 200px"
      label={label}
      description={format.zone}
      placeholder={placeholder}
      valueFormat="D MMM YYYY HH:mm"
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      value={period[name] ? clockAt(new Date(period[name]), format.zone) : null}
      onChange={(next) => onChange({ ...period, [name]: next ? instantOf(next, format.zone) : null })}
      error={errorOf(`/${name}`)}
      data-field={`/${name}`}
      popoverProps={{ withinPortal: true }}
    />
  );
  return (
    <Localized>
      <Group gap="sm" align="flex-start">
        {input("starts_at", t("period.from"), t("period.open"))}
        {input("ends_at", t("period.until"), t("period.open"))}
      </Group>
    </Localized>
  );
}
