/** Where a promotion is in its life, as a dot and a word; one whose condition can't be asked is broken. */
import { useTranslation } from "react-i18next";
import type { PromotionOut } from "../../api/schema";
import { StateDot, type Tone } from "../../parts/StateDot";

const TONES: Record<PromotionOut["state"], Tone> = {
  draft: "off",
  scheduled: "busy",
  active: "good",
  paused: "warning",
  ended: "off",
};

export function PromotionState({ promotion }: { promotion: Pick<PromotionOut, "state" | "broken_reason"> }) {
  const { t } = useTranslation();
  const { state, broken_reason } = promotion;
  if (broken_reason) return <StateDot tone="bad" label={t("promo.state.broken")} hint={broken_reason} />;
  return <StateDot tone={TONES[state]} label={t(`promo.state.${state}`)} hint={t(`promo.stateHint.${state}`)} />;
}
