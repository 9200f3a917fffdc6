/** How segments grew in a period, and who went from which to which: as bars, as a matrix, and as a list of the largest flows. */
import { Paper, SimpleGrid, Skeleton, Stack, Table, Text } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useReport } from "../../../api/queries";
import type { FlowOut, MovementOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { EmptyState } from "../../../parts/states";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, useBefore, useBeside } from "../Besides";
import { FirstOf } from "../FirstOf";
import { NamedBars } from "../NamedBars";
import { EverySegment, inOrder } from "./EverySegment";
import { Matrix, type Part } from "./Matrix";

const MOST_FLOWS = 12;
const MOVED = ["before", "after", "stayed", "came", "went"] as const;

export default function MovementReport() {
  const { t } = useTranslation();
  const { query } = useAsked();
  const { data, error, refetch, isPlaceholderData } = useReport<MovementOut>("movement", query);
  const problem = data ? null : error;
  return (
    <>
      <Asked>
        <BesideChoice />
      </Asked>
      <ComparedWith periods={data?.periods} />
      {data && data.segments.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconArrowsExchange size={40} stroke={1.2} />} title={t("segments.emptyTitle")}>
            {t("segments.emptyText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <Stack gap="md">
            <Growth report={data} error={problem} onRetry={() => refetch()} />
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
              <Matrix report={data} error={problem} onRetry={() => refetch()} />
              <Flows report={data} error={problem} onRetry={() => refetch()} />
            </SimpleGrid>
            {data ? <EverySegment report={data} /> : <Skeleton height={320} radius={8} />}
          </Stack>
        </Stale>
      )}
    </>
  );
}

function Growth({ report, error, onRetry }: Part) {
  const { t } = useTranslation();
  const format = useFormats();
  const segments = inOrder(report).flatMap((one) => (one.periods[0] ? [{ ...one, ...one.periods[0] }] : []));
  return (
    <ChartCard
      question={t("reports.growth")}
      unit={t("reports.growthText")}
      file="segment-growth.csv"
      header={[t("segments.one"), ...MOVED.map((one) => t(`reports.moved.${one}`)), t("sales.change")]}
      rows={
        report &&
        segments.map((one) => ({
          shown: [
            one.name,
            ...MOVED.map((name) => format.number(one[name])),
            change(one.after, one.before, format) ?? "–",
          ],
          exported: [one.name, ...MOVED.map((name) => one[name]), moved(one.after, one.before)],
        }))
      }
      error={error}
      onRetry={onRetry}
    >
      <NamedBars
        label={t("reports.growth")}
        rows={segments.map((one) => ({
          key: one.id,
          name: one.name,
          to: `/segments/${one.id}?tab=history`,
          value: one.after,
          beside: one.before,
          was: `${t("reports.moved.before")}: ${format.number(one.before)}`,
          written: format.number(one.after),
          moved: `${format.signed(one.came)} / ${format.signed(-one.went)}`,
        }))}
      />
    </ChartCard>
  );
}

function Flows({ report, error, onRetry }: Part) {
  const { t } = useTranslation();
  const format = useFormats();
  const names = new Map(report?.segments.map((one) => [one.id, one.name]));
  const name = (id: string | null) => (id === null ? t("reports.none") : (names.get(id) ?? id));
  const linked = (id: string | null) =>
    id === null ? (
      <span>{t("reports.none")}</span>
    ) : (
      <Link to={`/segments/${id}`} className="plain-link">
        {name(id)}
      </Link>
    );
  const before = useBefore();
  const beside = useBeside();
  const flows: FlowOut[] = (report?.flows ?? []).filter((one) => one.customers[0] || one.customers[beside]);
  return (
    <ChartCard
      question={t("reports.flows")}
      unit={t("reports.flowsText")}
      file="segment-flows.csv"
      header={[t("reports.fromSegment"), t("reports.toSegment"), t("home.customersOf"), t("reports.customersBeside")]}
      words={2}
      rows={
        report &&
        flows.map((flow) => ({
          shown: [
            name(flow.source),
            name(flow.target),
            format.number(flow.customers[0] ?? 0),
            format.number(flow.customers[beside] ?? 0),
          ],
          exported: [name(flow.source), name(flow.target), flow.customers[0], flow.customers[beside]],
        }))
      }
      empty={t("reports.nobodyMoved")}
      error={error}
      onRetry={onRetry}
    >
      <Table aria-label={t("reports.flows")} className="flush">
        <Table.Tbody>
          {flows.slice(0, MOST_FLOWS).map((flow) => (
            <Table.Tr key={`${flow.source}>${flow.target}`}>
              <Table.Td className="break">
                {linked(flow.source)} → {linked(flow.target)}
              </Table.Td>
              <Table.Td className="numeric">
                {format.number(flow.customers[0] ?? 0)}
                <Text component="span" size="xs" c="dimmed" ml={8}>
                  {before(format.number(flow.customers[beside] ?? 0), null)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <FirstOf shown={Math.min(flows.length, MOST_FLOWS)} all={flows.length} />
    </ChartCard>
  );
}
