/** Letting customers enter by what happened in the past: a period is asked for, who it would be is shown, then it is started. */
import { Button, Group, Paper, Select, Stack, Text } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BackfillOut, CampaignOut } from "../../../api/schema";
import { Localized } from "../../../condition/DateInputs";
import { daysBefore, localDay } from "../../../format/days";
import { useFormats } from "../../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { aheadOf } from "../ahead";
import { UnderWay } from "../UnderWay";
import { useWhatRuns } from "../whatRuns";
import { Previewed } from "./Previewed";
import { isBusy, useBackfills } from "./useBackfills";

export function BackfillTab({ campaign }: { campaign: CampaignOut }) {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const { list, one, begin, act, choose } = useBackfills(campaign.id);
  const found = one.data;
  const busy = begin.isPending || (found !== undefined && isBusy(found));
  return (
    <Stack gap="md">
      <Asking campaign={campaign} busy={busy} may={may} begin={(asked) => begin.mutate(asked)} />
      {(list.data?.data.length ?? 0) > 1 && (
        <Earlier backfills={list.data?.data ?? []} chosen={found?.id ?? null} choose={choose} />
      )}
      <div aria-live="polite" aria-busy={busy}>
        {begin.error ? (
          <ErrorState error={begin.error} what={t("backfill.notAsked")} />
        ) : one.error ? (
          <ErrorState error={one.error} what={t("problem.notLoaded")} onRetry={() => choose(null)} />
        ) : found === undefined ? (
          list.isPending || one.isLoading ? (
            <Lines count={6} height={40} />
          ) : (
            <Paper>
              <EmptyState title={t("backfill.none")}>{t("backfill.noneText")}</EmptyState>
            </Paper>
          )
        ) : isBusy(found) ? (
          <UnderWay
            title={t("backfill.title")}
            done={found.done}
            total={found.total}
            cancel={may ? () => act.mutate({ of: found.id, what: "cancel" }) : undefined}
            cancelling={act.isPending}
          />
        ) : (
          <Stack gap="md">
            {act.error && <ErrorState error={act.error} what={t("backfill.unstarted")} />}
            <Previewed
              campaign={campaign}
              backfill={found}
              start={may ? () => act.mutate({ of: found.id, what: "start" }) : undefined}
              starting={act.isPending}
            />
          </Stack>
        )}
      </div>
    </Stack>
  );
}

interface AskingProps {
  campaign: CampaignOut;
  busy: boolean;
  may: boolean;
  begin: (asked: { since: string; until: string | null }) => void;
}

function Asking({ campaign, busy, may, begin }: AskingProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { runs } = useWhatRuns(campaign);
  const ahead = runs && aheadOf(runs.draft);
  const [chosen, setSince] = useState<string | null>(null);
  const since = chosen ?? (ahead ? daysBefore(localDay(new Date(), format.zone), ahead.days) : null);
  const [until, setUntil] = useState<string | null>(null);
  const isOn = campaign.state === "running" || campaign.state === "test";
  const waits = !isOn
    ? t("backfill.notRunning")
    : runs?.draft.trigger?.kind === "by_hand"
      ? t("backfill.byHand")
      : null;
  return (
    <Paper p="md" component="section" aria-label={t("backfill.title")}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed" maw={720}>
          {t("backfill.text")} {ahead && t(`backfill.ahead.${ahead.of}`, { count: ahead.days })}
        </Text>
        {may && (
          <Localized>
            <Group gap="md" align="flex-end">
              <DateInput
                w={160}
                label={t("backfill.since")}
                placeholder={t("value.dayHint")}
                valueFormat="D MMM YYYY"
                value={since}
                onChange={setSince}
                maxDate={until ?? undefined}
                popoverProps={{ withinPortal: true }}
              />
              <DateInput
                w={160}
                label={t("backfill.until")}
                placeholder={t("backfill.today")}
                valueFormat="D MMM YYYY"
                value={until}
                onChange={setUntil}
                clearable
                clearButtonProps={{ "aria-label": t("action.clear") }}
                minDate={since ?? undefined}
                popoverProps={{ withinPortal: true }}
              />
              <Button
                loading={busy}
                disabled={waits !== null || since === null}
                onClick={() => since && begin({ since, until })}
                aria-describedby={waits ? "backfill-waits" : undefined}
              >
                {t("backfill.ask")}
              </Button>
            </Group>
          </Localized>
        )}
        {waits && (
          <Text size="xs" c="dimmed" id="backfill-waits">
            {waits}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

interface EarlierProps {
  backfills: BackfillOut[];
  chosen: string | null;
  choose: (id: string | null) => void;
}

function Earlier({ backfills, chosen, choose }: EarlierProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const told = (one: BackfillOut) =>
    `${format.day(one.since)} – ${format.day(one.until)} · ${t(`backfill.state.${one.state as "done"}`)}`;
  return (
    <Select
      label={t("backfill.earlier")}
      maw={420}
      allowDeselect={false}
      data={backfills.map((one) => ({ value: one.id, label: told(one) }))}
      value={chosen}
      onChange={choose}
    />
  );
}
