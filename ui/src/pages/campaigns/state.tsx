/** How a campaign stands, as a dot with a word. */
import { useTranslation } from "react-i18next";
import type { CampaignOut } from "../../api/schema";
import { StateDot, type Tone } from "../../parts/StateDot";

const TONES: Record<CampaignOut["state"], Tone> = {
  draft: "off",
  test: "warning",
  running: "good",
  paused: "warning",
  ended: "off",
  archived: "off",
};

export function CampaignState({ campaign }: { campaign: Pick<CampaignOut, "state" | "test_address"> }) {
  const { t } = useTranslation();
  const hint = campaign.test_address ? t("campaign.testTo", { address: campaign.test_address }) : null;
  return <StateDot tone={TONES[campaign.state]} label={t(`campaign.state.${campaign.state}`)} hint={hint} />;
}
