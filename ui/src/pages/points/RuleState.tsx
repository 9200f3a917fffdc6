/** Whether a rule holds: active, off, not yet or no more, or broken with the reason. */
import { useTranslation } from "react-i18next";
import { StateDot } from "../../parts/StateDot";

interface Props {
  rule: { active: boolean; broken_reason: string | null; starts_at: string | null; ends_at: string | null };
}

export function RuleState({ rule }: Props) {
  const { t } = useTranslation();
  const now = Date.now();
  if (rule.broken_reason) return <StateDot tone="bad" label={t("segmentState.broken")} hint={rule.broken_reason} />;
  if (!rule.active) return <StateDot tone="off" label={t("points.inactive")} />;
  if (rule.ends_at && Date.parse(rule.ends_at) <= now) return <StateDot tone="off" label={t("points.over")} />;
  if (rule.starts_at && Date.parse(rule.starts_at) > now) return <StateDot tone="busy" label={t("points.notYet")} />;
  return <StateDot tone="good" label={t("points.active")} />;
}
