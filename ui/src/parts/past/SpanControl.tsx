/** How far back past orders are looked at, as one choice. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SPANS, type Span } from "./spans";

export function SpanControl({ days, onChange }: { days: Span; onChange: (days: Span) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t("trial.span")}
      value={String(days)}
      onChange={(next) => onChange(Number(next) as Span)}
      data={SPANS.map((one) => ({ value: String(one), label: t(`trial.days.${one}`) }))}
    />
  );
}
