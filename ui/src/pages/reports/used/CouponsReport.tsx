/** What coupons were issued in a period and what has become of them; what was used, and what it took off. */
import { Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconTicket } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useReport } from "../../../api/queries";
import type { CouponPeriodOut, CouponReportOut, CouponsOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { change } from "../../../parts/change";
import { Figure, Figures } from "../../../parts/Figure";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { EmptyState, ErrorState } from "../../../parts/states";
import { promotionPath } from "../../promotions/queries";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, toldOf, useBefore, useBeside } from "../Besides";
import { EveryFigure, type FigureColumn } from "../EveryFigure";
import { heightOfBars, NamedBars } from "../NamedBars";
import { ReadingChoice, useReading } from "../Readings";
import { useUsedColumns } from "./columns";
import { UsedOverTime } from "./UsedOverTime";

const STATES = ["issued", "used", "withdrawn", "ended", "open"] as const;

export default function CouponsReport() {
  const { t } = useTranslation();
  const { query } = useAsked();
  const reading = useReading();
  const { data, error, refetch, isPlaceholderData } = useReport<CouponReportOut>("coupons", {
    ...query,
    reading: query.segment && reading,
  });
  return (
    <>
      <Asked>
        <BesideChoice />
        {query.segment && <ReadingChoice />}
      </Asked>
      <Text size="sm" c="dimmed" mb="md">
        {t("couponReport.counts")} {query.segment && t(`usedReport.readingText.${reading}`)}
      </Text>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      ) : data?.coupons.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconTicket size={40} stroke={1.2} />} title={t("couponReport.none")}>
            {t("couponReport.noneText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <Whole report={data} />
          <ComparedWith periods={data?.periods} />
          <Stack gap="md">
            <UsedOverTime question={t("couponReport.overTime")} file="coupons-over-time.csv" report={data} />
            {data ? <ByBatch report={data} /> : <Skeleton height={320} radius={8} />}
          </Stack>
        </Stale>
      )}
    </>
  );
}

function Whole({ report }: { report: CouponReportOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const beside = useBeside();
  const [now, then] = [report?.all[0], report?.all[beside]];
  const written = (value: number) => format.money(value.toFixed(format.places));
  const figure = (label: string, value: (of: CouponPeriodOut) => number | null, write: (value: number) => string) => (
    <Figure
      label={label}
      value={now && toldOf(value(now), write)}
      hint={now && then && before(toldOf(value(then), write), change(value(now), value(then), format))}
      loading={report === undefined}
    />
  );
  return (
    <Figures>
      {figure(t("couponReport.issued"), (of) => of.issued.issued, format.number)}
      {figure(t("couponReport.rate"), (of) => of.issued.rate, format.percent)}
      {figure(t("couponReport.usedInPeriod"), (of) => of.used.checkouts, format.number)}
      {figure(t("usedReport.discount"), (of) => Number(of.used.discount.amount), written)}
    </Figures>
  );
}

function ByBatch({ report }: { report: CouponReportOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const beside = useBeside();
  const used = useUsedColumns<CouponPeriodOut[]>((row, period) => row[period]?.used);
  const issued: FigureColumn<CouponPeriodOut[]>[] = [
    ...STATES.map((state) => ({
      id: `issued-${state}`,
      header: t(`couponReport.state.${state}`),
      cell: (row: CouponPeriodOut[]) => format.number(row[0]?.issued[state] ?? 0),
      exported: (row: CouponPeriodOut[]) => row[0]?.issued[state],
    })),
    {
      id: "rate",
      header: t("couponReport.rate"),
      cell: (row) => (row[0]?.issued.rate == null ? "–" : format.percent(row[0].issued.rate)),
      exported: (row) => row[0]?.issued.rate ?? undefined,
    },
  ];
  const called = (one: CouponsOut) =>
    one.kind === "batch"
      ? `${one.name}: ${one.batch_name ?? one.batch}`
      : `${one.name}: ${t(`couponReport.kind.${one.kind}`)}`;
  const keyOf = (one: CouponsOut) => `${one.promotion} ${one.batch ?? ""}`;
  const uses = (one: CouponsOut, of: number) => one.periods[of]?.used.checkouts ?? 0;
  const bars = report.coupons
    .filter((one) => uses(one, 0) > 0 || uses(one, beside) > 0)
    .sort((one, other) => uses(other, 0) - uses(one, 0));
  return (
    <>
      <ChartCard
        question={t("couponReport.byBatch")}
        unit={t("couponReport.barsText")}
        file="uses-of-coupons.csv"
        header={[t("couponReport.coupons"), t("usedReport.checkouts"), t("couponReport.usesBeside")]}
        rows={bars.map((one) => ({
          shown: [called(one), format.number(uses(one, 0)), format.number(uses(one, beside))],
          exported: [called(one), uses(one, 0), uses(one, beside)],
        }))}
        empty={t("couponReport.noUses")}
        height={heightOfBars(bars.length)}
      >
        <NamedBars
          label={t("couponReport.byBatch")}
          rows={bars.map((one) => ({
            key: keyOf(one),
            name: called(one),
            to: promotionPath(one.promotion),
            value: uses(one, 0),
            beside: uses(one, beside),
            was: before(format.number(uses(one, beside)), null),
            written: format.number(uses(one, 0)),
            moved: change(uses(one, 0), uses(one, beside), format),
          }))}
        />
      </ChartCard>
      <EveryFigure
        question={t("reports.everyFigure")}
        header={t("couponReport.coupons")}
        rows={report.coupons.map((one) => ({
          key: keyOf(one),
          name: one.kind === "batch" ? (one.batch_name ?? `${one.batch}`) : one.name,
          under: one.kind === "batch" ? one.name : t(`couponReport.kind.${one.kind}`),
          to: promotionPath(one.promotion),
          row: one.periods,
        }))}
        columns={[...issued, ...used]}
        all={{ name: t("usedReport.together"), row: report.all }}
        file="coupons.csv"
        note={t("couponReport.note")}
        minWidth={1900}
      />
    </>
  );
}
