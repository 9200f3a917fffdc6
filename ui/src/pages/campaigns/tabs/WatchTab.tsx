/** The campaign as it runs: who is where now, how many passed, the customers at a step, and one customer's way. */
import { Anchor, Group, Paper, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../../api/queries";
import type { CampaignOut, CampaignRunOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { When } from "../../../parts/Formats";
import { SidePanel } from "../../../parts/SidePanel";
import { ErrorState, Lines } from "../../../parts/states";
import { nameOf } from "../../customers/columns";
import { Canvas } from "../editor/Canvas";
import classes from "../editor/Canvas.module.css";
import { useSaid } from "../editor/Cards";
import { type Seen, SeenContext } from "../editor/DrawingContext";
import { TRIGGER } from "../editor/graph";
import { Outline } from "../editor/Outline";
import { branchesIn } from "../kinds";
import { type CountsWindow, ofCampaign, useCounts, useRun, WINDOWS } from "../queries";
import { useWhatRuns } from "../whatRuns";

export function WatchTab({ campaign, kinds }: { campaign: CampaignOut; kinds: Kinds }) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery("(max-width: 768px)", false, { getInitialValueInEffect: false });
  const [view, setView] = useState<"canvas" | "outline">(isPhone ? "outline" : "canvas");
  const [window, setWindow] = useState<CountsWindow>("7d");
  const [chosen, choose] = useState<string | null>(null);
  const [run, setRun] = useState<string | null>(null);
  const branchesOf = useMemo(() => branchesIn(kinds), [kinds]);
  const { runs, error, retry } = useWhatRuns(campaign);
  const [wanted, want] = useState<Drawn>("version");
  const drawn: Drawn = campaign.version === null || (wanted === "draft" && runs?.differs) ? "draft" : "version";
  const counts = useCounts(campaign.id, window, campaign.version !== null);
  const path = useRun(run);
  const lit = useMemo(() => {
    if (!run || !path.data) return null;
    return new Set([TRIGGER, path.data.node, ...path.data.path.map((one) => one.node)]);
  }, [run, path.data]);
  if (!runs) {
    return error ? (
      <ErrorState error={error} what={t("problem.notLoaded")} onRetry={retry} />
    ) : (
      <Lines count={8} height={48} />
    );
  }
  const looked = drawn === "draft" ? campaign : runs;
  const seen: Seen = {
    draft: looked.draft,
    reading: looked.reading,
    kinds,
    branchesOf,
    // Nobody goes along the lines of a draft.
    counts: drawn === "draft" ? undefined : counts.data,
    chosen,
    choose,
    lit,
  };
  return (
    <SeenContext value={seen}>
      <Group mb="sm" gap="md">
        <SegmentedControl
          aria-label={t("campaign.view")}
          data={[
            { value: "canvas", label: t("campaign.canvas") },
            { value: "outline", label: t("campaign.outline") },
          ]}
          value={view}
          onChange={(next) => setView(next as "canvas" | "outline")}
        />
        {drawn === "version" && (
          <SegmentedControl
            aria-label={t("campaign.window")}
            data={WINDOWS.map((one) => ({ value: one, label: t(`campaign.windows.${one}`) }))}
            value={window}
            onChange={(next) => setWindow(next as CountsWindow)}
          />
        )}
        {run && path.data && (
          <Text size="sm">
            {t("campaign.litPath", { customer: nameOf(path.data.customer) })}{" "}
            <Anchor component="button" type="button" size="sm" onClick={() => setRun(null)}>
              {t("campaign.unlit")}
            </Anchor>
          </Text>
        )}
      </Group>
      {runs.differs && <WhichDrawn campaign={campaign} drawn={drawn} onChange={want} />}
      {counts.error && (
        <ErrorState error={counts.error} what={t("problem.notLoaded")} onRetry={() => counts.refetch()} />
      )}
      {view === "canvas" ? (
        <div className={classes.watch} data-told={runs.differs || undefined}>
          <Canvas key={drawn} />
        </div>
      ) : (
        <Paper p="xs">
          <Outline />
        </Paper>
      )}
      <SidePanel open={chosen !== null} onClose={() => choose(null)} title={chosen ? <Titled id={chosen} /> : ""}>
        {chosen && (
          <Here
            campaign={campaign}
            node={chosen}
            isDraft={drawn === "draft"}
            onRun={(id) => {
              setRun(id);
              choose(null);
            }}
          />
        )}
      </SidePanel>
    </SeenContext>
  );
}

type Drawn = "version" | "draft";

interface WhichProps {
  campaign: CampaignOut;
  drawn: Drawn;
  onChange: (next: Drawn) => void;
}

/** That there is a draft beside what runs, which of the two is drawn here, and the way to the other. */
function WhichDrawn({ campaign, drawn, onChange }: WhichProps) {
  const { t } = useTranslation();
  const { version } = campaign;
  const isOn = campaign.state === "running" || campaign.state === "test";
  const other = drawn === "draft" ? "version" : "draft";
  return (
    <Text size="sm" mb="sm" role="status">
      {t(`campaign.${drawn === "draft" ? "isDraft" : "draftDiffers"}.${isOn ? "runs" : "rests"}`, { version })}{" "}
      <Anchor component="button" type="button" size="sm" onClick={() => onChange(other)}>
        {t(other === "draft" ? "campaign.lookAtDraft" : "campaign.lookAtVersion", { version })}
      </Anchor>
    </Text>
  );
}

function Titled({ id }: { id: string }) {
  return <>{useSaid(id).title}</>;
}

interface HereProps {
  campaign: CampaignOut;
  node: string;
  onRun: (id: string) => void;
}

/** What a step does, and who is at it just now; nobody is at one of a draft. */
function Here({ isDraft, ...of }: HereProps & { isDraft: boolean }) {
  const { sentence, wrong } = useSaid(of.node);
  return (
    <Stack gap="md">
      <Text size="sm">{wrong ?? sentence}</Text>
      {!isDraft && <Those {...of} />}
    </Stack>
  );
}

function Those({ campaign, node, onRun }: HereProps) {
  const { t } = useTranslation();
  const isTrigger = node === TRIGGER;
  const pages = usePages<CampaignRunOut>(["campaign", campaign.id, "at", node], ofCampaign(campaign.id, "runs"), {
    node: isTrigger ? null : node,
    under_way: "true",
    limit: 50,
  });
  return (
    <>
      <Title order={3} size="h4">
        {t(isTrigger ? "campaign.underWay" : "campaign.hereNow")}
      </Title>
      {pages.error ? (
        <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />
      ) : !pages.rows ? (
        <Lines count={4} />
      ) : pages.rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("campaign.nobodyHere")}
        </Text>
      ) : (
        pages.rows.map((run) => (
          <Group key={run.id} justify="space-between" wrap="nowrap">
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="break"
              ta="start"
              onClick={() => onRun(run.id)}
            >
              {nameOf(run.customer)}
            </Anchor>
            <Text size="xs" c="dimmed">
              <When value={run.entered_at} relative />
            </Text>
          </Group>
        ))
      )}
      {pages.hasNextPage && (
        <Anchor component="button" type="button" size="sm" onClick={() => pages.fetchNextPage()}>
          {t("action.loadMore")}
        </Anchor>
      )}
    </>
  );
}
