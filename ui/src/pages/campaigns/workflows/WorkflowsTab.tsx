/** Rewards workflows: mails for the n-th order, for so much spent, for so many pieces. */
import { Button, Text } from "@mantine/core";
import { IconAward } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { WorkflowOut } from "../../../api/schema";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num, When } from "../../../parts/Formats";
import { EmptyState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { CampaignState } from "../state";
import { WORKFLOW_NEW, workflowPath } from "./queries";

export function WorkflowsTab() {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const pages = usePages<WorkflowOut>(["workflows"], "/v1/workflows");
  const columns = useMemo<Column<WorkflowOut>[]>(
    () => [
      {
        id: "name",
        header: t("workflow.one"),
        cell: (row) => (
          <>
            <Link to={workflowPath(row.id)} className="plain-link break">
              {row.name}
            </Link>
            <Text size="xs" c="dimmed">
              {t("workflow.rulesCount", { count: row.form.rules.length })}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => <CampaignState campaign={row} />,
        width: 130,
        below: "name",
      },
      {
        id: "asked",
        header: t("workflow.asked"),
        cell: (row) => <Num value={row.entered} />,
        numeric: true,
        width: 160,
      },
      {
        id: "updated",
        header: t("campaign.updated"),
        cell: (row) => <When value={row.updated_at} relative />,
        wide: true,
        width: 160,
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t("workflow.list")}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      to={(row) => workflowPath(row.id)}
      empty={
        <EmptyState
          icon={<IconAward size={40} stroke={1.2} />}
          title={t("workflow.none")}
          action={
            may && (
              <Button component={Link} to={WORKFLOW_NEW}>
                {t("workflow.new")}
              </Button>
            )
          }
        >
          {t("workflow.noneText")}
        </EmptyState>
      }
    />
  );
}
