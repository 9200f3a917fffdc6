/** Who counts as a member: who is one today, or who was one at the instant of each order, checkout or coupon. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAsked } from "./Asked";

export function useReading(): "today" | "then" {
  const { read } = useAsked();
  return read("reading") === "then" ? "then" : "today";
}

export function ReadingChoice() {
  const { t } = useTranslation();
  const { write } = useAsked();
  return (
    <SegmentedControl
      aria-label={t("reports.reading")}
      value={useReading()}
      onChange={(next) => write({ reading: next === "today" ? null : next })}
      data={(["today", "then"] as const).map((one) => ({ value: one, label: t(`reports.readings.${one}`) }))}
    />
  );
}
