/** The earning rules, in the order in which they were made. */
import { Button, Text } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useKinds, usePages } from "../../../api/queries";
import type { EarningRule } from "../../../api/types";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Day } from "../../../parts/Formats";
import { EmptyState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { RuleState } from "../RuleState";
import { stylesOf } from "./sentence";
import { natureOf } from "./words";

export const EARNING_NEW = "/points/rules/new";
export const rulePath = (id: string) => `/points/rules/${encodeURIComponent(id)}`;

export function EarningRulesTab() {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const pages = usePages<EarningRule>(["earning-rules"], "/v1/earning-rules");
  const columns = useColumns();
  return (
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
          action={
            may && (
              <Button component={Link} to={EARNING_NEW}>
                {t("points.newRule")}
              </Button>
            )
          }
        >
          {t("points.emptyText")}
        </EmptyState>
      }
    />
  );
}

function useColumns(): Column<EarningRule>[] {
  const { t } = useTranslation();
  const kinds = useKinds();
  // What customers do is granted at once; it has no order that must come anywhere.
  const deeds = useMemo(
    () => new Set(stylesOf(kinds.data ?? {}).flatMap((one) => (natureOf(one) === "behaviour" ? [one.kind] : []))),
    [kinds.data],
  );
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
      { id: "state", header: t("points.state"), cell: (rule) => <RuleState rule={rule} />, width: 130 },
      {
        id: "status",
        header: t("points.grantedAt"),
        cell: (rule) => (deeds.has(String(rule.style.kind)) ? "–" : t(`orderStatus.${rule.grant_status}`)),
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
    [t, deeds],
  );
}
