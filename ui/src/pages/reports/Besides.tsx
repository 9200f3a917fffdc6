/** With which of a report's periods it is compared: the one before, or the same days of the year before. */
import { SegmentedControl, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PeriodOut } from "../../api/schema";
import { useFormats } from "../../parts/Formats";
import { useAsked } from "./Asked";

export type Beside = 1 | 2;

export function useBeside(): Beside {
  const { read } = useAsked();
  return read("beside") === "year" ? 2 : 1;
}

export function BesideChoice() {
  const { t } = useTranslation();
  const { write } = useAsked();
  const beside = useBeside();
  return (
    <SegmentedControl
      aria-label={t("reports.beside")}
      value={beside === 2 ? "year" : "before"}
      onChange={(next) => write({ beside: next === "before" ? null : next })}
      data={(["before", "year"] as const).map((one) => ({ value: one, label: t(`reports.besides.${one}`) }))}
    />
  );
}

export function ComparedWith({ periods }: { periods: PeriodOut[] | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const beside = useBeside();
  const days = periods?.[beside];
  if (!days) return null;
  return (
    <Text size="xs" c="dimmed" mt={-8} mb="md">
      {t("reports.comparedWith", { from: format.day(days.first_day), to: format.day(days.last_day) })}
    </Text>
  );
}

/** A figure that may be of nothing, as an average is of no orders. */
export const toldOf = (value: number | null | undefined, write: (value: number) => string): string =>
  value === null || value === undefined ? "–" : write(value);

/** A figure with what it was in the period compared with, and by which share it moved. */
export function useBefore() {
  const { t } = useTranslation();
  return (value: string, moved: string | null) => t("sales.before", { value }) + (moved ? ` (${moved})` : "");
}
