/** A customer's points: what can be spent, in which lots it lies, and everything that was ever posted. */
import { Group, Progress, Stack, Table, Text, Title } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useCustomerPoints } from "../../api/queries";
import type { CustomerPoints, Lot, PointsEntry } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Figure, Figures } from "../../parts/Figure";
import { Day, Num, useFormats, When } from "../../parts/Formats";
import { StateDot, type Tone } from "../../parts/StateDot";
import { EmptyState, ErrorState, Lines } from "../../parts/states";

const TONES: Record<string, Tone> = { open: "good", available: "good", pending: "busy", held: "warning", debt: "bad" };

export function CustomerPointsTab({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCustomerPoints(id);
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (!data) return <Lines />;
  return (
    <Stack gap="lg">
      <Figures>
        <Figure label={t("points.balance")} value={<Num value={data.balance} />} hint={t("points.balanceHint")} />
        <Figure label={t("points.pending")} value={<Num value={data.pending} />} hint={t("points.pendingHint")} />
        <Figure label={t("points.held")} value={<Num value={data.held} />} hint={t("points.heldHint")} />
        <Figure label={t("points.debt")} value={<Num value={data.debt} />} hint={t("points.debtHint")} />
      </Figures>
      <div>
        <Title order={2} mb="xs">
          {t("points.lots")}
        </Title>
        <Lots points={data} />
      </div>
      <div>
        <Title order={2} mb="xs">
          {t("points.history")}
        </Title>
        <Entries points={data} />
      </div>
    </Stack>
  );
}

function Lots({ points }: { points: CustomerPoints }) {
  const { t } = useTranslation();
  const columns: Column<Lot>[] = [
    {
      id: "remaining",
      header: t("points.remaining"),
      cell: (lot) => (
        <Stack gap={2} maw={160}>
          <Text size="sm" className="figures">
            <Num value={lot.remaining} />{" "}
            <Text component="span" size="xs" c="dimmed">
              {t("points.of")} <Num value={lot.points} />
            </Text>
          </Text>
          <Progress value={lot.points ? (lot.remaining / lot.points) * 100 : 0} size={4} aria-hidden />
        </Stack>
      ),
    },
    {
      id: "state",
      header: t("points.state"),
      cell: (lot) => (
        <StateDot tone={TONES[lot.state] ?? "off"} label={t(`lotState.${lot.state}` as "lotState.open", lot.state)} />
      ),
    },
    { id: "starts", header: t("points.starts"), cell: (lot) => <Day value={lot.starts_at} />, wide: true },
    {
      id: "ends",
      header: t("points.ends"),
      cell: (lot) => (lot.ends_at ? <Day value={lot.ends_at} /> : t("points.never")),
    },
    {
      id: "source",
      header: t("points.source"),
      cell: (lot) => <span className="break">{lot.source}</span>,
      wide: true,
    },
  ];
  return (
    <DataTable
      label={t("points.lots")}
      pages={{ rows: points.lots, error: null, isPending: false }}
      columns={columns}
      rowKey={(lot) => lot.id}
      empty={<EmptyState icon={<IconCoins size={32} stroke={1.2} />} title={t("points.noLots")} />}
    />
  );
}

function Entries({ points }: { points: CustomerPoints }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (points.entries.length === 0) return <Text c="dimmed">{t("points.noEntries")}</Text>;
  const reason = (entry: PointsEntry) =>
    [entry.reason, entry.order ? t("orders.one", { id: entry.order }) : null, entry.rule].filter(Boolean).join(" · ");
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table aria-label={t("points.history")}>
        <Table.Tbody>
          {points.entries.map((entry, index) => (
            <Table.Tr key={index}>
              <Table.Td>
                <Text size="sm">{t(`pointsKind.${entry.kind}` as "pointsKind.earned", entry.kind)}</Text>
                <Text size="xs" c="dimmed" className="break">
                  {reason(entry)}
                </Text>
              </Table.Td>
              <Table.Td className="nowrap">
                <Text size="xs" c="dimmed">
                  <When value={entry.at} />
                </Text>
              </Table.Td>
              <Table.Td className="numeric">
                <Group justify="flex-end" gap={4}>
                  <Text fw={600} c={entry.points < 0 ? "red" : undefined}>
                    {format.signed(entry.points)}
                  </Text>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
