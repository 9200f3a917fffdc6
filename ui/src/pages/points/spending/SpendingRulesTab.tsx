/** The spending rules: what points are worth in a cart. The first that fits is the one, so they stand in that order. */
import { Button, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconTag } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed, usePages } from "../../../api/queries";
import type { SpendingRuleOut } from "../../../api/schema";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num } from "../../../parts/Formats";
import { EmptyState, useProblemText } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { RuleState } from "../RuleState";
import { spendingPath } from "./words";
import { touchedBySpending } from "./writing";

export const SPENDING_NEW = "/points/spending/new";

export function SpendingRulesTab() {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const pages = usePages<SpendingRuleOut>(["spending-rules"], "/v1/spending-rules");
  const columns = useColumns();
  // All that are there stand in the order in which a cart asks them.
  const rows = useMemo(() => pages.rows?.toSorted((a, b) => b.priority - a.priority), [pages.rows]);
  return (
    <>
      <Text c="dimmed" mb="sm" maw={820}>
        {t("spending.listText")}
      </Text>
      <DataTable
        label={t("spending.rules")}
        pages={{ ...pages, rows }}
        columns={columns}
        rowKey={(rule) => rule.id}
        to={(rule) => spendingPath(rule.id)}
        empty={
          <EmptyState
            icon={<IconTag size={40} stroke={1.2} />}
            title={t("spending.none")}
            action={
              may && (
                <Button component={Link} to={SPENDING_NEW}>
                  {t("spending.new")}
                </Button>
              )
            }
          >
            {t("spending.noneText")}
          </EmptyState>
        }
      />
    </>
  );
}

function OnOff({ rule }: { rule: SpendingRuleOut }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const change = useDeed<{ active: boolean; version: number }, SpendingRuleOut>({
    path: `/v1/spending-rules/${encodeURIComponent(rule.id)}`,
    method: "PATCH",
    touches: touchedBySpending,
  });
  return (
    <Switch
      aria-label={t("spending.switch", { name: rule.name })}
      checked={change.isPending ? change.variables.active : rule.active}
      disabled={change.isPending}
      onChange={(event) =>
        change.mutate(
          { active: event.currentTarget.checked, version: rule.version },
          { onError: (error) => notifications.show({ color: "red", message: textOf(error) }) },
        )
      }
    />
  );
}

function useColumns(): Column<SpendingRuleOut>[] {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  return useMemo<Column<SpendingRuleOut>[]>(
    () => [
      {
        id: "name",
        header: t("spending.rule"),
        cell: (rule) => (
          <>
            <Link to={spendingPath(rule.id)} className="plain-link break">
              {rule.name}
            </Link>
            <Text size="xs" c="dimmed" className="break" maw={620}>
              {rule.sentence}
            </Text>
          </>
        ),
      },
      { id: "state", header: t("points.state"), cell: (rule) => <RuleState rule={rule} />, width: 130, below: "name" },
      {
        id: "priority",
        header: t("rule.priority"),
        cell: (rule) => <Num value={rule.priority} />,
        numeric: true,
        wide: true,
        width: 100,
      },
      ...(may
        ? [
            {
              id: "switch",
              header: t("spending.on"),
              cell: (rule: SpendingRuleOut) => <OnOff rule={rule} />,
              width: 80,
            },
          ]
        : []),
    ],
    [t, may],
  );
}
