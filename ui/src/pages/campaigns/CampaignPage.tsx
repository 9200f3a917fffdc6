/** A campaign: how it stands, the canvas with who is where, its runs and its versions. */
import { Button, Group, SimpleGrid, Tabs } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useKinds } from "../../api/queries";
import type { CampaignOut } from "../../api/schema";
import type { Kinds } from "../../api/types";
import { Figure } from "../../parts/Figure";
import { Day, Num } from "../../parts/Formats";
import { isMissing, Missing } from "../../parts/Missing";
import { PageHead } from "../../parts/PageHead";
import { ErrorState, Lines } from "../../parts/states";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { Actions } from "./Actions";
import { BackfillTab } from "./backfill/BackfillTab";
import { campaignEditPath, useCampaign } from "./queries";
import { SimulateTab } from "./simulation/SimulateTab";
import { CampaignState } from "./state";
import { TriggerSentence } from "./TriggerSentence";
import { ResultsTab } from "./tabs/ResultsTab";
import { RunsTab } from "./tabs/RunsTab";
import { VersionsTab } from "./tabs/VersionsTab";
import { WatchTab } from "./tabs/WatchTab";

const TABS = ["canvas", "simulate", "runs", "results", "backfill", "versions"] as const;

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const campaign = useCampaign(id, true);
  const kinds = useKinds();
  const back = { to: "/campaigns", label: t("place.campaigns") };
  const failed = campaign.error ?? kinds.error;
  if (campaign.data && kinds.data) return <Shown campaign={campaign.data} kinds={kinds.data} back={back} />;
  return (
    <>
      <PageHead title={t("campaign.one")} back={back} />
      {isMissing(failed) ? (
        <Missing title={t("campaign.missing")} list={{ to: back.to, label: t("campaign.all") }}>
          {t("campaign.missingText")}
        </Missing>
      ) : failed ? (
        <ErrorState
          error={failed}
          what={t("problem.notLoaded")}
          onRetry={() => {
            campaign.refetch();
            kinds.refetch();
          }}
        />
      ) : (
        <Lines count={8} height={48} />
      )}
    </>
  );
}

interface ShownProps {
  campaign: CampaignOut;
  kinds: Kinds;
  back: { to: string; label: string };
}

function Shown({ campaign, kinds, back }: ShownProps) {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const [tab, open] = useTab(TABS, "canvas");
  const line = useTabInView(tab);
  return (
    <>
      <PageHead
        title={campaign.name}
        back={back}
        state={<CampaignState campaign={campaign} />}
        actions={
          may && (
            <Group gap="xs">
              {campaign.state !== "archived" && (
                <Button
                  component={Link}
                  to={campaignEditPath(campaign.id)}
                  variant="default"
                  leftSection={<IconPencil size={18} stroke={1.5} />}
                >
                  {t("campaign.draw")}
                </Button>
              )}
              <Actions campaign={campaign} />
            </Group>
          )
        }
      >
        <TriggerSentence campaign={campaign} />
      </PageHead>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mb="lg">
        <Figure label={t("campaign.underWay")} value={<Num value={campaign.under_way} />} />
        <Figure label={t("campaign.entered")} value={<Num value={campaign.entered} />} />
        <Figure
          label={t("campaign.version")}
          value={campaign.version === null ? "–" : <Num value={campaign.version} />}
        />
        <Figure label={t("campaign.since")} value={campaign.since ? <Day value={campaign.since} /> : "–"} />
      </SimpleGrid>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" ref={line} className="tabs-line">
          <Tabs.Tab value="canvas">{t("campaign.canvas")}</Tabs.Tab>
          <Tabs.Tab value="simulate">{t("simulation.tab")}</Tabs.Tab>
          <Tabs.Tab value="runs">{t("campaign.runs")}</Tabs.Tab>
          <Tabs.Tab value="results">{t("results.tab")}</Tabs.Tab>
          <Tabs.Tab value="backfill">{t("backfill.tab")}</Tabs.Tab>
          <Tabs.Tab value="versions">{t("campaign.versions")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="canvas">
          <WatchTab campaign={campaign} kinds={kinds} />
        </Tabs.Panel>
        <Tabs.Panel value="simulate">
          <SimulateTab campaign={campaign} kinds={kinds} />
        </Tabs.Panel>
        <Tabs.Panel value="runs">
          <RunsTab campaign={campaign} kinds={kinds} />
        </Tabs.Panel>
        <Tabs.Panel value="results">
          <ResultsTab campaign={campaign} kinds={kinds} />
        </Tabs.Panel>
        <Tabs.Panel value="backfill">
          <BackfillTab campaign={campaign} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab campaign={campaign} kinds={kinds} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
