/** What lets customers enter, in words: by what runs, not by a draft that nobody enters. */
import { useTranslation } from "react-i18next";
import type { CampaignOut } from "../../api/schema";
import { capital } from "../../condition/words";
import { useWhatRuns } from "./whatRuns";

export function TriggerSentence({ campaign }: { campaign: CampaignOut }) {
  const { t } = useTranslation();
  const { runs, error } = useWhatRuns(campaign);
  const reading = runs?.reading ?? (error ? campaign.reading : null);
  // A line is kept for it until it is known.
  if (!reading) return <>{"\u00a0"}</>;
  return <>{reading.trigger_sentence ? capital(reading.trigger_sentence) : t("campaign.noTrigger")}</>;
}
