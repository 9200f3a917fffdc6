/** What the mails of a campaign brought about; a step is called what the canvas calls it. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { Results } from "../../results/Results";
import type { Measured } from "../../results/reading";
import { kindOf, labelOf } from "../kinds";

export function ResultsTab({ campaign, kinds }: { campaign: CampaignOut; kinds: Kinds }) {
  const { t } = useTranslation();
  const of = useMemo<Measured>(
    () => ({
      source: "campaign",
      id: campaign.id,
      nameOf: (node) => {
        const drawn = campaign.draft.nodes.find((one) => one.id === node);
        const info = kindOf(kinds, "step", drawn?.step.kind);
        return info ? `${labelOf(info, "step", t)} (${node})` : null;
      },
    }),
    [campaign.id, campaign.draft, kinds, t],
  );
  return <Results of={of} />;
}
