/** How segments grew in a period, and who went from which to which: as bars, as a matrix, and as a list of the largest flows. */
import { Paper, SimpleGrid, Skeleton, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useReport } from "../../../api/queries";
import type { ChangeOut, FlowOut, MovementOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { Sideways } from "../../../parts/Sideways";
import { Stale } from "../../../parts/Stale";
import { EmptyState } from "../../../parts/states";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, useBefore, useBeside } from "../Besides";
import { FirstOf } from "../FirstOf";
import classes from "../Heat.module.css";
import { NamedBars } from "../NamedBars";
import { EverySegment, inOrder } from "./EverySegment";

/** The matrix shows the segments in which most moved, and no more than a page has room for. */
const MOST = 10;
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

interface Part {
  report: MovementOut | undefined;
  error: Error | null;
  onRetry: () => void;
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

/** Those in which most came and went. */
function busiest(report: MovementOut | undefined): ChangeOut[] {
  const moved = ({ periods: [now] }: ChangeOut) => (now ? now.came + now.went : 0);
  return [...(report?.segments ?? [])]
    .filter((one) => moved(one) > 0)
    .sort((one, other) => moved(other) - moved(one))
    .slice(0, MOST);
}

function Matrix({ report, error, onRetry }: Part) {
  const { t } = useTranslation();
  const format = useFormats();
  const shown = busiest(report);
  const ids: (string | null)[] = [...shown.map((one) => one.id), null];
  const names = [...shown.map((one) => one.name), t("reports.none")];
  const flows = new Map(report?.flows.map((flow) => [`${flow.source}>${flow.target}`, flow.customers[0]]));
  const of = (row: number, column: number) => flows.get(`${ids[row]}>${ids[column]}`) ?? 0;
  const most = Math.max(1, ...ids.flatMap((_, row) => ids.map((__, column) => of(row, column))));
  return (
    <ChartCard
      question={t("reports.matrix")}
      unit={t("reports.matrixText")}
      file="segment-movement.csv"
      header={[t("reports.fromSegment"), ...names]}
      rows={
        report &&
        (shown.length === 0
          ? []
          : names.map((name, row) => ({
              shown: [name, ...names.map((_, column) => format.number(of(row, column)))],
              exported: [name, ...names.map((_, column) => of(row, column))],
            })))
      }
      empty={t("reports.nobodyMoved")}
      error={error}
      onRetry={onRetry}
    >
      <Sideways label={t("reports.matrix")}>
        <table className={classes.heat} aria-label={t("reports.matrix")}>
          <thead>
            <tr>
              <th scope="col">
                {t("reports.fromSegment")} ↓ {t("reports.toSegment")} →
              </th>
              {names.map((name, column) => (
                <th
                  key={ids[column]}
                  scope="col"
                  className={`${classes.figure} ${ids[column] === null ? classes.named : ""}`}
                  title={name}
                >
                  {ids[column] !== null && <span aria-hidden>{column + 1}</span>}
                  {ids[column] === null ? name : <VisuallyHidden>{name}</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name, row) => (
              <tr key={ids[row]}>
                <th scope="row" title={name} style={{ maxWidth: 180, overflow: "hidden", textOverflow: "ellipsis" }}>
                  {ids[row] === null ? name : `${row + 1} ${name}`}
                </th>
                {names.map((_, column) => (
                  <td
                    key={ids[column]}
                    className={classes.cell}
                    style={{ "--part": of(row, column) / most } as CSSProperties}
                  >
                    {row === column ? "" : format.number(of(row, column))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
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
