/** With which of a report's periods it is compared: the one before, or the same days of the year before. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PeriodOut } from "../../api/schema";
import { ComparedWith as Compared } from "../../parts/ComparedWith";
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

interface ComparedProps {
  periods: PeriodOut[] | undefined;
  /** Of months: those of which all days count. */
  ofMonths?: boolean;
}

export function ComparedWith({ periods, ofMonths = false }: ComparedProps) {
  const { period, today } = useAsked();
  const beside = useBeside();
  const untilNow = !ofMonths && period.to === today;
  return <Compared period={periods?.[0]} beside={periods?.[beside]} untilNow={untilNow} mt={-8} mb="md" />;
}

interface OverTime {
  step: "day" | "week" | "month";
  periods: PeriodOut[];
  points: { day: string }[];
}

/** What a point of a report is called in a table and at an axis; the last one tells that it isn't over where it isn't. */
export function usePointName(report: OverTime | undefined) {
  const { t } = useTranslation();
  const format = useFormats();
  const last = report?.periods[0]?.counted_until ? report.points.at(-1)?.day : undefined;
  const told = (day: string, written: string) => (day === last ? t("reports.soFar", { day: written }) : written);
  return {
    inTable: (day: string) => told(day, format.day(day)),
    // By the month a chart goes over more than a year: the same days come twice.
    atAxis: (day: string) => told(day, report?.step === "month" ? format.month(day) : format.shortDay(day)),
  };
}

/** A figure that may be of nothing, as an average is of no orders. */
export const toldOf = (value: number | null | undefined, write: (value: number) => string): string =>
  value === null || value === undefined ? "–" : write(value);

/** A figure with what it was in the period compared with, and by which share it moved. */
export function useBefore() {
  const { t } = useTranslation();
  const said = useBeside() === 2 ? "sales.yearBefore" : "sales.before";
  return (value: string, moved: string | null) => t(said, { value }) + (moved ? ` (${moved})` : "");
}
