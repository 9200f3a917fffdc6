/** What came of the mails of a campaign, a workflow or a newsletter: how far they came, and what they brought about. */
import { Box, Paper, Stack } from "@mantine/core";
import { IconMailForward } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ResultsOut } from "../../api/schema";
import { Figure, Figures } from "../../parts/Figure";
import { useFormats } from "../../parts/Formats";
import { EmptyState, ErrorState } from "../../parts/states";
import { awaited } from "../messages/log/reading";
import { ToMailSettings } from "../messages/log/ToMailSettings";
import { Unclear } from "../messages/log/Unclear";
import { AttributionLine } from "./AttributionLine";
import { ByNode } from "./ByNode";
import { Comparison } from "./Comparison";
import { Logs } from "./Logs";
import { type Measured, useResults } from "./reading";
import { Weeks } from "./Weeks";

export function Results({ of }: { of: Measured }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useResults(of);
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (data && data.pending + data.sent + data.blocked + data.bounced === 0) {
    return (
      <Stack>
        <Comparison of={of} />
        <Paper>
          <EmptyState icon={<IconMailForward size={40} stroke={1.2} />} title={t("results.none")}>
            {t(`results.noneText.${of.source}`)}
          </EmptyState>
        </Paper>
      </Stack>
    );
  }
  return (
    <>
      <AttributionLine of={of} now={data?.attribution} />
      <Box mb={data?.unknown ? "md" : 0}>
        <Unclear of={{ source: of.source, source_id: of.id }} count={data?.unknown ?? 0} />
      </Box>
      <Counts of={of} found={data} />
      <Stack gap="md">
        <Weeks found={data} />
        <ByNode of={of} found={data} />
        <Comparison of={of} />
        <Logs of={of} />
      </Stack>
    </>
  );
}

function Counts({ of, found }: { of: Measured; found: ResultsOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const loading = found === undefined;
  const share = (some: number) => (found && found.sent > 0 ? format.percent(some / found.sent) : "–");
  const ofSent = (some: number) => t("results.ofSent", { share: share(some) });
  const each = found && found.sent > 0 ? Number(found.revenue.amount) / found.sent : 0;
  return (
    <Figures>
      <Figure
        label={t("results.sent")}
        value={found && format.number(found.sent)}
        hint={found && <Pending of={of} found={found} />}
        loading={loading}
      />
      <Figure
        label={t("results.opened")}
        value={found && format.number(found.opened)}
        hint={
          found && `${ofSent(found.opened)} · ${t("results.machines", { number: format.number(found.machine_opened) })}`
        }
        loading={loading}
      />
      <Figure
        label={t("results.clicked")}
        value={found && format.number(found.clicked)}
        hint={found && ofSent(found.clicked)}
        loading={loading}
      />
      <Figure
        label={t("results.conversions")}
        value={found && format.number(found.conversions)}
        hint={found && ofSent(found.conversions)}
        loading={loading}
      />
      <Figure
        label={t("results.revenue")}
        value={found && format.money(found.revenue)}
        hint={found && t("results.perMail", { amount: format.money(each.toFixed(format.places)) })}
        loading={loading}
      />
      <Figure
        label={t("results.left")}
        value={found && format.number(found.left)}
        hint={
          found && `${ofSent(found.left)} · ${t("results.complained", { number: format.number(found.complained) })}`
        }
        loading={loading}
      />
      <Figure
        label={t("results.delivered")}
        value={found && format.number(found.delivered)}
        hint={
          found &&
          [
            t("results.bounced", { number: format.number(found.bounced) }),
            ...(found.unknown ? [t("results.unknownOf", { number: format.number(found.unknown) })] : []),
          ].join(" · ")
        }
        loading={loading}
      />
      <Figure
        label={t("results.blocked")}
        value={found && format.number(found.blocked)}
        hint={
          found &&
          (found.blocked_for
            .slice(0, 2)
            .map((one) => `${t(`outbox.why.${one.reason}`)}: ${format.number(one.count)}`)
            .join(" · ") ||
            t("results.noneBlocked"))
        }
        loading={loading}
      />
    </Figures>
  );
}

function Pending({ of, found }: { of: Measured; found: ResultsOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const waits = found.waiting_for
    .slice(0, 2)
    .map((one) => `${t(`outbox.waitsFor.${awaited(one.waits_for, of.source)}`)}: ${format.number(one.count)}`);
  return (
    <>
      {[t("results.pendingNow", { number: format.number(found.pending) }), ...waits].join(" · ")}
      {found.waiting_for.some((one) => one.waits_for === "server") && (
        <>
          {" "}
          <ToMailSettings />
        </>
      )}
    </>
  );
}
