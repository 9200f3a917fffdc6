/** What was published when and by whom, who still goes by it, and moving those to another version. */
import { Button, Group, Select, Stack, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { CampaignOut, CampaignVersionOut, Draft, MovesOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { saidActor } from "../../../parts/actor";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num, When } from "../../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { kindOf, labelOf } from "../kinds";
import { ofCampaign, touchedByCampaign, useVersions } from "../queries";

type Mapping = Record<string, string | null>;
const NOWHERE = "@end";

export function VersionsTab({ campaign, kinds }: { campaign: CampaignOut; kinds: Kinds }) {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const versions = useVersions(campaign.id);
  const [moving, setMoving] = useState<CampaignVersionOut | null>(null);
  const newest = versions.data?.data.find((one) => one.version === campaign.version);
  const columns = useMemo<Column<CampaignVersionOut>[]>(
    () => [
      { id: "version", header: t("campaign.version"), cell: (one) => <Num value={one.version} />, width: 110 },
      { id: "at", header: t("campaign.publishedAt"), cell: (one) => <When value={one.published_at} /> },
      {
        id: "by",
        header: t("campaign.publishedBy"),
        cell: (one) => <span className="break">{saidActor(t, one.published_by, one.published_by_name)}</span>,
        wide: true,
      },
      {
        id: "steps",
        header: t("campaign.steps"),
        cell: (one) => <Num value={one.draft.nodes.length} />,
        numeric: true,
        wide: true,
      },
      { id: "under", header: t("campaign.underWay"), cell: (one) => <Num value={one.under_way} />, numeric: true },
      {
        id: "move",
        header: "",
        cell: (one) =>
          may && one.version !== campaign.version && one.under_way > 0 ? (
            <Button size="compact-sm" variant="default" onClick={() => setMoving(one)}>
              {t("campaign.move")}
            </Button>
          ) : null,
      },
    ],
    [t, may, campaign.version],
  );
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t("campaign.versionsText")}
      </Text>
      <DataTable
        label={t("campaign.versions")}
        pages={{ ...versions, rows: versions.data?.data }}
        columns={columns}
        rowKey={(one) => String(one.version)}
        empty={<EmptyState title={t("campaign.noVersions")}>{t("campaign.noVersionsText")}</EmptyState>}
      />
      {moving && newest && (
        <MoveDialog campaign={campaign} kinds={kinds} of={moving} to={newest} onClose={() => setMoving(null)} />
      )}
    </>
  );
}

interface MoveProps {
  campaign: CampaignOut;
  kinds: Kinds;
  of: CampaignVersionOut;
  to: CampaignVersionOut;
  onClose: () => void;
}

function MoveDialog({ campaign, kinds, of, to, onClose }: MoveProps) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<Mapping>({});
  const body = { of: of.version, to: to.version, mapping };
  const preview = useQuery({
    queryKey: ["campaign", campaign.id, "move", body],
    queryFn: () => ask<MovesOut>(ofCampaign(campaign.id, "move/preview"), { method: "POST", body }),
  });
  const move = useDeed<typeof body, MovesOut>({ path: ofCampaign(campaign.id, "move"), touches: touchedByCampaign });
  const moves = preview.data?.moves ?? [];
  const unmapped = useUnmapped(preview.error);
  const total = moves.reduce((sum, one) => sum + one.runs, 0);
  const options = [
    ...to.draft.nodes.map((node) => ({ value: node.id, label: titleIn(to.draft, node.id, kinds, t) })),
    { value: NOWHERE, label: t("campaign.moveEnds") },
  ];
  return (
    <ConfirmDialog
      open
      size="lg"
      title={t("campaign.moveTitle", { of: of.version, to: to.version })}
      confirm={t("campaign.moveConfirm", { count: total })}
      waits={!preview.data || total === 0}
      busy={move.isPending}
      error={move.error}
      onCancel={onClose}
      onConfirm={() =>
        move.mutate(body, {
          onSuccess: () => {
            onClose();
            notifications.show({ message: t("campaign.moved", { count: total }) });
          },
        })
      }
    >
      <Stack gap="sm">
        <Text size="sm">{t("campaign.moveText")}</Text>
        {unmapped.length > 0 ? (
          <Unmapped
            nodes={unmapped}
            titleOf={(node) => titleIn(of.draft, node, kinds, t)}
            to={to.version}
            options={options}
            onChoose={(node, next) => setMapping({ ...mapping, [node]: next === NOWHERE ? null : next })}
          />
        ) : preview.error ? (
          <ErrorState error={preview.error} what={t("problem.notLoaded")} onRetry={() => preview.refetch()} />
        ) : !preview.data ? (
          <Lines count={4} />
        ) : (
          <Table aria-label={t("campaign.move")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("campaign.moveFrom")}</Table.Th>
                <Table.Th className="numeric">{t("campaign.underWay")}</Table.Th>
                <Table.Th>{t("campaign.moveTo")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {moves.map((one) => (
                <Table.Tr key={one.node}>
                  <Table.Td>{titleIn(of.draft, one.node, kinds, t)}</Table.Td>
                  <Table.Td className="numeric">
                    <Num value={one.runs} />
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      <Select
                        aria-label={t("campaign.moveTo")}
                        allowDeselect={false}
                        data={options}
                        value={one.to ?? NOWHERE}
                        onChange={(next) =>
                          next && setMapping({ ...mapping, [one.node]: next === NOWHERE ? null : next })
                        }
                      />
                      <Text size="xs" c="dimmed">
                        {one.to && t(one.waits_on ? "campaign.waitsOn" : "campaign.takenAtOnce")}
                      </Text>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </ConfirmDialog>
  );
}

/** Steps with customers that the other version hasn't: where those go has to be said. */
function useUnmapped(error: Error | null): string[] {
  const faults = error instanceof Problem ? error.errors : [];
  return faults.every((one) => one.code === "unmapped")
    ? faults.map((one) => one.pointer.replace("/mapping/", ""))
    : [];
}

interface UnmappedProps {
  nodes: string[];
  titleOf: (node: string) => string;
  to: number;
  options: { value: string; label: string }[];
  onChoose: (node: string, next: string) => void;
}

function Unmapped({ nodes, titleOf, to, options, onChoose }: UnmappedProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      {nodes.map((node) => (
        <Select
          key={node}
          label={titleOf(node)}
          description={t("campaign.moveUnmapped", { to })}
          placeholder={t("campaign.moveChoose")}
          data={options}
          value={null}
          onChange={(next) => next && onChoose(node, next)}
        />
      ))}
    </Stack>
  );
}

function titleIn(draft: Draft, id: string, kinds: Kinds, t: ReturnType<typeof useTranslation>["t"]): string {
  const info = kindOf(kinds, "step", draft.nodes.find((one) => one.id === id)?.step.kind);
  return info ? `${labelOf(info, "step", t)} (${id})` : id;
}
