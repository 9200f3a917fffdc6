/** What the mails of a campaign brought about; a step is called what the canvas calls it. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { Results } from "../../results/Results";
import type { Measured } from "../../results/reading";
import { kindOf, labelOf } from "../kinds";
import { useVersions } from "../queries";
import { stepOf } from "../whatRuns";

export function ResultsTab({ campaign, kinds }: { campaign: CampaignOut; kinds: Kinds }) {
  const { t } = useTranslation();
  const versions = useVersions(campaign.id);
  const of = useMemo<Measured>(
    () => ({
      source: "campaign",
      id: campaign.id,
      nameOf: (node) => {
        const info = kindOf(kinds, "step", stepOf(versions.data?.data, node)?.kind);
        return info ? `${labelOf(info, "step", t)} (${node})` : null;
      },
    }),
    [campaign.id, versions.data, kinds, t],
  );
  return <Results of={of} />;
}
