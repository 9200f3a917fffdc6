/** Which days figures are compared with, and up to when both count where the last day isn't over. */
import { Text, type TextProps } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PeriodOut } from "../api/schema";
import { localDay } from "../format/days";
import { useFormats } from "./Formats";

interface Props extends TextProps {
  /** The period that the figures are of, and the one beside it; unknown while they are loaded. */
  period: PeriodOut | undefined;
  beside: PeriodOut | undefined;
  /** Whether the period ends today: how much room the words will take. */
  untilNow?: boolean;
}

export function ComparedWith({ period, beside, untilNow = false, ...style }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const now = new Date();
  const today = localDay(now, format.zone);
  const days = beside ?? { first_day: today, last_day: today };
  const until = period ? period.counted_until : untilNow ? now.toISOString() : null;
  const said = { from: format.day(days.first_day), to: format.day(days.last_day), now: format.instant(until) };
  return (
    <Text size="xs" c="dimmed" style={beside ? undefined : { visibility: "hidden" }} {...style}>
      {t(until ? "reports.comparedSoFar" : "reports.comparedWith", said)}
    </Text>
  );
}
