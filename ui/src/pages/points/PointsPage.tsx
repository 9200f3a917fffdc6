/** The loyalty programme: its figures, and the rules by which orders earn. */
import { Button, Text, Title } from "@mantine/core";
import { IconCoins, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages, useProgramme } from "../../api/queries";
import type { EarningRule, Json } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Figure, Figures } from "../../parts/Figure";
import { Day, Num } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { EmptyState, ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { useRuleSentence } from "./sentence";
import { VerifyBooks } from "./VerifyBooks";

export const rulePath = (id: string) => `/points/rules/${encodeURIComponent(id)}`;

export function Component() {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const programme = useProgramme();
  const pages = usePages<EarningRule>(["earning-rules"], "/v1/earning-rules");
  const sentence = useRuleSentence();
  const columns = useMemo<Column<EarningRule>[]>(
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
              {sentence(rule)}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (rule) => (
          <StateDot
            tone={rule.active ? "good" : "off"}
            label={rule.active ? t("points.active") : t("points.inactive")}
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
    [t, sentence],
  );
  const create = (
    <Button component={Link} to="/points/rules/new" leftSection={<IconPlus size={18} stroke={1.5} />}>
      {t("points.newRule")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("place.points")} actions={may ? create : null}>
        {t("points.text")}
      </PageHead>
      {programme.error && !programme.data ? (
        <ErrorState error={programme.error} what={t("problem.notLoaded")} onRetry={() => programme.refetch()} />
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
    </>
  );
}

const FIGURES = [
  "issued",
  "available",
  "outstanding",
  "pending",
  "held",
  "redeemed",
  "spent",
  "ended",
  "reversed",
  "debt",
] as const;

function ProgrammeFigures({ programme }: { programme: Record<string, Json> | undefined }) {
  const { t } = useTranslation();
  const found = FIGURES.filter((name) => typeof programme?.[name] === "number");
  if (programme && found.length === 0) return null;
  const shown = programme ? found.slice(0, 8) : (["issued", "available", "pending", "debt"] as const);
  return (
    <Figures>
      {shown.map((name) => (
        <Figure
          key={name}
          label={t(`programme.${name}`)}
          value={<Num value={programme?.[name] as number | undefined} />}
          loading={!programme}
        />
      ))}
    </Figures>
  );
}
