/** A campaign tried on the last days of the shop: what is asked, how far it is, and what would have happened. */
import { Button, Group, Paper, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CampaignOut, SimulationOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { SPANS } from "../../../parts/past/spans";
import { SegmentSelect } from "../../../parts/SegmentSelect";
import { EmptyState, ErrorState, Lines } from "../../../parts/states";
import { UnderWay } from "../UnderWay";
import { useWhatRuns } from "../whatRuns";
import { Simulated } from "./Simulated";
import { isBusy, useSimulations } from "./useSimulations";

interface Props {
  campaign: CampaignOut;
  kinds: Kinds;
}

export function SimulateTab({ campaign, kinds }: Props) {
  const { t } = useTranslation();
  const { list, one, begin, cancel, choose } = useSimulations(campaign.id);
  const found = one.data;
  const busy = begin.isPending || (found !== undefined && isBusy(found));
  return (
    <Stack gap="md">
      <Asking campaign={campaign} busy={busy} begin={(asked) => begin.mutate(asked)} />
      {(list.data?.data.length ?? 0) > 1 && (
        <Earlier simulations={list.data?.data ?? []} chosen={found?.id ?? null} choose={choose} />
      )}
      <div aria-live="polite" aria-busy={busy}>
        {begin.error ? (
          <ErrorState error={begin.error} what={t("simulation.notBegun")} />
        ) : one.error ? (
          <ErrorState error={one.error} what={t("problem.notLoaded")} onRetry={() => choose(null)} />
        ) : found === undefined ? (
          list.isPending || one.isLoading ? (
            <Lines count={6} height={40} />
          ) : (
            <Paper>
              <EmptyState title={t("simulation.none")}>{t("simulation.noneText")}</EmptyState>
            </Paper>
          )
        ) : isBusy(found) ? (
          <UnderWay
            title={t("simulation.title")}
            {...found}
            cancel={() => cancel.mutate(found.id)}
            cancelling={cancel.isPending}
          />
        ) : found.result ? (
          <Simulated simulation={found} result={found.result} kinds={kinds} />
        ) : (
          <Paper p="md">
            <Text size="sm" c={found.state === "failed" ? "var(--bad)" : undefined} className="break">
              {found.state === "cancelled" ? t("simulation.cancelled") : (found.error ?? t("simulation.failed"))}
            </Text>
          </Paper>
        )}
      </div>
    </Stack>
  );
}

interface AskingProps {
  campaign: CampaignOut;
  busy: boolean;
  begin: (asked: { days: number; version: number | null; segment: string | null }) => void;
}

/** Over how many days, the draft or what is published, and who enters where nobody does by themselves. */
function Asking({ campaign, busy, begin }: AskingProps) {
  const { t } = useTranslation();
  const [days, setDays] = useState("90");
  const [what, setWhat] = useState<"draft" | "version">("draft");
  const [segment, setSegment] = useState<string | null>(null);
  const { runs } = useWhatRuns(campaign);
  const version = what === "version" ? campaign.version : null;
  const byHand = (version === null ? campaign : runs)?.draft.trigger?.kind === "by_hand";
  const waits =
    version === null && campaign.reading.errors.length > 0
      ? t("simulation.afterMending")
      : byHand && !segment
        ? t("simulation.needsSegment")
        : null;
  return (
    <Paper p="md" component="section" aria-label={t("simulation.title")}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed" maw={720}>
          {t("simulation.text")}
        </Text>
        <Group gap="md" align="flex-end">
          <div>
            <Text size="xs" c="dimmed" mb={4} aria-hidden>
              {t("simulation.days")}
            </Text>
            <SegmentedControl
              aria-label={t("simulation.days")}
              data={SPANS.map((one) => ({ value: String(one), label: t(`trial.days.${one}`) }))}
              value={days}
              onChange={setDays}
            />
          </div>
          {campaign.version !== null && campaign.changed && (
            <SegmentedControl
              aria-label={t("simulation.what")}
              data={[
                { value: "draft", label: t("simulation.draft") },
                { value: "version", label: t("campaign.versionN", { version: campaign.version }) },
              ]}
              value={what}
              onChange={(next) => setWhat(next as "draft" | "version")}
            />
          )}
          {byHand && (
            <SegmentSelect label={t("simulation.segment")} value={segment} onChange={setSegment} field="/segment" />
          )}
          <Button
            loading={busy}
            disabled={waits !== null}
            onClick={() => begin({ days: Number(days), version, segment: byHand ? segment : null })}
            aria-describedby={waits ? "simulation-waits" : undefined}
          >
            {t("simulation.begin")}
          </Button>
        </Group>
        {waits && (
          <Text size="xs" c="dimmed" id="simulation-waits">
            {waits}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

interface EarlierProps {
  simulations: SimulationOut[];
  chosen: string | null;
  choose: (id: string | null) => void;
}

function Earlier({ simulations, chosen, choose }: EarlierProps) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <Select
      label={t("simulation.earlier")}
      maw={420}
      allowDeselect={false}
      data={simulations.map((one) => ({ value: one.id, label: told(one) }))}
      value={chosen}
      onChange={choose}
    />
  );

  function told(one: SimulationOut): string {
    const what = one.version === null ? t("simulation.draft") : t("campaign.versionN", { version: one.version });
    const state = one.state === "done" ? "" : ` · ${t(`job.${one.state as "running"}`)}`;
    return `${format.instant(one.created_at)} · ${what}${state}`;
  }
}
