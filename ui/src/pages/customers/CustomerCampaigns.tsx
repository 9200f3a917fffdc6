/** The campaigns that a customer came into, and their way through each, step by step. */
import { Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useKinds, usePages } from "../../api/queries";
import type { CampaignRunOut } from "../../api/schema";
import { type Column, DataTable } from "../../parts/DataTable";
import { When } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { EmptyState } from "../../parts/states";
import { campaignPath } from "../campaigns/queries";
import { RunPath } from "../campaigns/tabs/RunPath";

export function CustomerCampaigns({ id }: { id: string }) {
  const { t } = useTranslation();
  const kinds = useKinds();
  const [run, setRun] = useState<CampaignRunOut | null>(null);
  const path = `/v1/customers/${encodeURIComponent(id)}/campaign-runs`;
  const pages = usePages<CampaignRunOut>(["customer", id, "campaign-runs"], path);
  const columns = useMemo<Column<CampaignRunOut>[]>(
    () => [
      {
        id: "campaign",
        header: t("campaign.one"),
        cell: (one) => (
          <Link
            to={campaignPath(one.campaign)}
            className="plain-link break"
            onClick={(event) => event.stopPropagation()}
          >
            {one.campaign_name}
          </Link>
        ),
      },
      {
        id: "where",
        header: t("campaign.where"),
        cell: (one) =>
          one.ended_at ? t(`campaign.endedBy.${one.ended_by as "end"}`) : t("campaign.runState.under_way"),
        below: "campaign",
      },
      { id: "entered", header: t("campaign.enteredAt"), cell: (one) => <When value={one.entered_at} />, width: 190 },
      {
        id: "next",
        header: t("campaign.nextAt"),
        cell: (one) => <When value={one.ended_at ?? one.due_at} />,
        wide: true,
        width: 190,
      },
    ],
    [t],
  );
  return (
    <>
      <DataTable
        label={t("place.campaigns")}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        onRow={setRun}
        empty={<EmptyState title={t("campaign.ofCustomerNone")}>{t("campaign.ofCustomerNoneText")}</EmptyState>}
      />
      <SidePanel
        open={run !== null}
        onClose={() => setRun(null)}
        title={run ? <Text fw={600}>{run.campaign_name}</Text> : ""}
      >
        {run && kinds.data && <RunPath run={run.id} kinds={kinds.data} campaign={run.campaign} />}
      </SidePanel>
    </>
  );
}
