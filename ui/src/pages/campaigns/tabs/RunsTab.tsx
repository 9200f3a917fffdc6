/** Who came in, where they are, and how it ended. */
import { Group, Select, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../../api/queries";
import type { CampaignOut, CampaignRunOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num, When } from "../../../parts/Formats";
import { SidePanel } from "../../../parts/SidePanel";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { nameOf } from "../../customers/columns";
import { kindOf, labelOf } from "../kinds";
import { ofCampaign, useVersions } from "../queries";
import { stepOf } from "../whatRuns";
import { RunPath } from "./RunPath";

export function RunsTab({ campaign, kinds }: { campaign: CampaignOut; kinds: Kinds }) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const state = read("runs");
  const [run, setRun] = useState<CampaignRunOut | null>(null);
  const pages = usePages<CampaignRunOut>(["campaign", campaign.id, "runs"], ofCampaign(campaign.id, "runs"), {
    under_way: state ? String(state === "under_way") : null,
  });
  const versions = useVersions(campaign.id);
  const columns = useMemo<Column<CampaignRunOut>[]>(() => {
    const at = (one: CampaignRunOut) => {
      const info = kindOf(kinds, "step", stepOf(versions.data?.data, one.node, one.version)?.kind);
      return info ? labelOf(info, "step", t) : one.node;
    };
    return [
      {
        id: "customer",
        header: t("campaign.customer"),
        cell: (one) => <span className="break">{nameOf(one.customer)}</span>,
      },
      {
        id: "where",
        header: t("campaign.where"),
        cell: (one) => (one.ended_at ? t(`campaign.endedBy.${one.ended_by as "end"}`) : at(one)),
        below: "customer",
      },
      { id: "entered", header: t("campaign.enteredAt"), cell: (one) => <When value={one.entered_at} />, width: 190 },
      {
        id: "next",
        header: t("campaign.nextAt"),
        cell: (one) => <When value={one.ended_at ?? one.due_at} />,
        wide: true,
        width: 190,
      },
      {
        id: "version",
        header: t("campaign.version"),
        cell: (one) => <Num value={one.version} />,
        numeric: true,
        wide: true,
        width: 90,
      },
    ];
  }, [versions.data, kinds, t]);
  return (
    <>
      <Group mb="sm">
        <Select
          clearable
          w={{ base: "100%", xs: 220 }}
          aria-label={t("points.state")}
          placeholder={t("campaign.allRuns")}
          data={(["under_way", "ended"] as const).map((one) => ({ value: one, label: t(`campaign.runState.${one}`) }))}
          value={state || null}
          onChange={(value) => write({ runs: value })}
        />
      </Group>
      <DataTable
        label={t("campaign.runs")}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        onRow={setRun}
        empty={
          <EmptyState title={t("campaign.noRuns")}>
            {campaign.version === null ? t("campaign.noRunsDraft") : t("campaign.noRunsText")}
          </EmptyState>
        }
      />
      <SidePanel
        open={run !== null}
        onClose={() => setRun(null)}
        title={run ? <Text fw={600}>{nameOf(run.customer)}</Text> : ""}
      >
        {run && <RunPath run={run.id} kinds={kinds} campaign={campaign.id} />}
      </SidePanel>
    </>
  );
}
