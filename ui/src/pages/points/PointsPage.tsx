/** The loyalty programme: its figures, and the rules by which orders earn. */
import { Box, Button, Text, Title } from "@mantine/core";
import { IconCoins, IconPlus, IconSettings } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages, useProgramme } from "../../api/queries";
import type { EarningRule, Programme } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Figure, Figures } from "../../parts/Figure";
import { Day, Num } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { ProgrammePanel } from "./ProgrammePanel";
import { VerifyBooks } from "./VerifyBooks";

export const rulePath = (id: string) => `/points/rules/${encodeURIComponent(id)}`;

export function Component() {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const programme = useProgramme();
  const [settings, setSettings] = useState(false);
  const pages = usePages<EarningRule>(["earning-rules"], "/v1/earning-rules");
  const columns = useColumns();
  const create = (
    <Button component={Link} to="/points/rules/new" leftSection={<IconPlus size={18} stroke={1.5} />}>
      {t("points.newRule")}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t("place.points")}
        state={programme.data && !programme.data.active ? <StateDot tone="off" label={t("points.inactive")} /> : null}
        actions={
          <>
            {may && programme.data && (
              <Button
                variant="default"
                leftSection={<IconSettings size={18} stroke={1.5} />}
                onClick={() => setSettings(true)}
              >
                {t("programme.settings")}
              </Button>
            )}
            {may && create}
          </>
        }
      >
        {programme.data && !programme.data.active ? t("programme.off") : t("points.text")}
      </PageHead>
      {programme.error && !programme.data ? (
        <Box mb="lg">
          <ErrorState error={programme.error} what={t("problem.notLoaded")} onRetry={() => programme.refetch()} />
        </Box>
      ) : (
        <ProgrammeFigures programme={programme.data} />
      )}
      <Title order={2} mb="xs">
        {t("points.rules")}
      </Title>
      <DataTable
        label={t("points.rules")}
        pages={pages}
        columns={columns}
        rowKey={(rule) => rule.id}
        to={(rule) => rulePath(rule.id)}
        empty={
          <EmptyState
            icon={<IconCoins size={40} stroke={1.2} />}
            title={t("points.emptyTitle")}
            action={may ? create : null}
          >
            {t("points.emptyText")}
          </EmptyState>
        }
      />
      <VerifyBooks />
      {programme.data && (
        <ProgrammePanel programme={programme.data} open={settings} onClose={() => setSettings(false)} />
      )}
    </>
  );
}

const FIGURES = ["issued", "available", "pending", "held", "redeemed", "ended", "reversed", "debt"] as const;

function ProgrammeFigures({ programme }: { programme: Programme | undefined }) {
  const { t } = useTranslation();
  return (
    <Figures>
      {FIGURES.map((name) => (
        <Figure
          key={name}
          label={t(`programme.${name}`)}
          value={<Num value={programme?.[name]} />}
          hint={t(`programme.hint.${name}`)}
          loading={!programme}
        />
      ))}
    </Figures>
  );
}

function useColumns(): Column<EarningRule>[] {
  const { t } = useTranslation();
  return useMemo<Column<EarningRule>[]>(
    () => [
      {
        id: "name",
        header: t("points.rule"),
        cell: (rule) => (
          <>
            <Link to={rulePath(rule.id)} className="plain-link break">
              {rule.name}
            </Link>
            <Text size="xs" c="dimmed" className="break" maw={620}>
              {rule.sentence}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (rule) => (
          <StateDot
            tone={rule.broken_reason ? "bad" : rule.active ? "good" : "off"}
            label={
              rule.broken_reason ? t("segmentState.broken") : rule.active ? t("points.active") : t("points.inactive")
            }
            hint={rule.broken_reason}
          />
        ),
        width: 130,
      },
      {
        id: "status",
        header: t("points.grantedAt"),
        cell: (rule) =>
          t(`orderStatus.${rule.grant_status}` as "orderStatus.complete", { defaultValue: rule.grant_status }),
        wide: true,
        width: 160,
      },
      {
        id: "changed",
        header: t("points.changed"),
        cell: (rule) => <Day value={rule.updated_at} />,
        wide: true,
        width: 140,
      },
    ],
    [t],
  );
}
