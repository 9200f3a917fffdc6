/** Recency by frequency: how many customers there are in each of 25 cells, what they bought, and a segment of them by a click. */
import { Paper, Text, VisuallyHidden } from "@mantine/core";
import { IconGridDots } from "@tabler/icons-react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useReport } from "../../../api/queries";
import type { CellOut, GridOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { change, moved as movedBy } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { EmptyState } from "../../../parts/states";
import { useMayOpen } from "../../../shell/needs";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, useBeside } from "../Besides";
import classes from "../Heat.module.css";

const SCORES = [1, 2, 3, 4, 5] as const;

/** The condition that finds the customers of a cell. */
const conditionOf = (recency: number, frequency: number) => ({
  all: [
    { value: "customer.recency_score", op: "=", to: recency },
    { value: "customer.frequency_score", op: "=", to: frequency },
  ],
});

export default function ScoresReport() {
  const { t } = useTranslation();
  const format = useFormats();
  const { query } = useAsked();
  const { data, error, refetch, isPlaceholderData } = useReport<GridOut>("rfm", query);
  const cells = new Map(data?.cells.map((cell) => [`${cell.recency}/${cell.frequency}`, cell]));
  const beside = useBeside();
  const net = (cell: CellOut, period: number) => Number(cell.sales[period]?.net.amount ?? 0);
  const moved = (cell: CellOut) => change(net(cell, 0), net(cell, beside), format);
  const most = Math.max(1, ...(data?.cells ?? []).map((cell) => cell.customers));
  return (
    <>
      <Asked>
        <BesideChoice />
      </Asked>
      <ComparedWith periods={data?.periods} />
      {data && data.customers === 0 ? (
        <Paper>
          <EmptyState icon={<IconGridDots size={40} stroke={1.2} />} title={t("reports.noScores")}>
            {t("reports.noScoresText")}
          </EmptyState>
        </Paper>
      ) : (
        <ChartCard
          question={t("reports.scores")}
          unit={data?.day ? t("reports.scoresOf", { day: format.day(data.day) }) : t("reports.scoresText")}
          file="rfm.csv"
          header={[
            t("reports.recency"),
            t("reports.frequency"),
            t("home.customersOf"),
            t("segments.share"),
            t("sales.orders"),
            t("sales.net"),
            t("reports.netBeside"),
            t("sales.change"),
            t("reports.monetary"),
          ]}
          words={0}
          rows={data?.cells.map((cell) => ({
            shown: [
              cell.recency,
              cell.frequency,
              format.number(cell.customers),
              format.percent(cell.share),
              format.number(cell.sales[0]?.orders ?? 0),
              format.money(cell.sales[0]?.net),
              format.money(cell.sales[beside]?.net),
              moved(cell) ?? "–",
              format.number(cell.monetary),
            ],
            exported: [
              cell.recency,
              cell.frequency,
              cell.customers,
              cell.share,
              cell.sales[0]?.orders,
              cell.sales[0]?.net.amount,
              cell.sales[beside]?.net.amount,
              movedBy(net(cell, 0), net(cell, beside)),
              cell.monetary,
            ],
          }))}
          error={data ? null : error}
          onRetry={() => refetch()}
          height={420}
        >
          <table
            className={classes.heat}
            aria-label={t("reports.scores")}
            style={{ tableLayout: "fixed", opacity: isPlaceholderData ? 0.5 : 1 }}
          >
            <thead>
              <tr>
                <th scope="col" style={{ whiteSpace: "normal" }}>
                  {t("reports.recency")} ↓ {t("reports.frequency")} →
                </th>
                {SCORES.map((score) => (
                  <th key={score} scope="col" style={{ textAlign: "center" }}>
                    {score}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...SCORES].reverse().map((recency) => (
                <tr key={recency}>
                  <th scope="row">{recency}</th>
                  {SCORES.map((frequency) => (
                    <Cell
                      key={frequency}
                      cell={cells.get(`${recency}/${frequency}`)}
                      recency={recency}
                      frequency={frequency}
                      most={most}
                      moved={moved}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <Text size="xs" c="dimmed" mt="sm">
            {t("reports.scoresHint")}{" "}
            {data && t("reports.unscored", { count: data.unscored, number: format.number(data.unscored) })}
          </Text>
        </ChartCard>
      )}
    </>
  );
}

interface CellProps {
  cell: CellOut | undefined;
  recency: number;
  frequency: number;
  most: number;
  moved: (cell: CellOut) => string | null;
}

function Cell({ cell, recency, frequency, most, moved }: CellProps) {
  const { t } = useTranslation();
  const format = useFormats();
  if (!cell) return <td className={`${classes.cell} ${classes.big}`}>–</td>;
  const net = cell.sales[0]?.net;
  const change = moved(cell);
  const small = `${classes.small} ${classes.wide}`;
  const said = t("reports.cell", {
    count: cell.customers,
    number: format.number(cell.customers),
    recency,
    frequency,
    net: format.money(net) + (change ? ` (${change})` : ""),
  });
  return (
    <td className={`${classes.cell} ${classes.big}`} style={{ "--part": cell.customers / most } as CSSProperties}>
      <Inside begins={conditionOf(recency, frequency)} title={said}>
        <strong aria-hidden>{format.number(cell.customers)}</strong>
        <span className={small} aria-hidden>
          {format.percent(cell.share)}
        </span>
        <span className={small} aria-hidden>
          {format.money(net, 0)}
        </span>
        {change && (
          <span className={small} aria-hidden>
            {change}
          </span>
        )}
        <VisuallyHidden>{said}</VisuallyHidden>
      </Inside>
    </td>
  );
}

interface InsideProps {
  begins: unknown;
  title: string;
  children: ReactNode;
}

/** What a cell says, leading to a segment of its customers where one may be made. */
function Inside({ begins, title, children }: InsideProps) {
  const mayOpen = useMayOpen();
  if (!mayOpen("/segments/new")) return <span title={title}>{children}</span>;
  return (
    <Link to="/segments/new" state={{ beginsWith: begins }} title={title}>
      {children}
    </Link>
  );
}
