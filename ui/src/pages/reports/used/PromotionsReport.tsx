/** What promotions took off in a period, what the orders came to that they were used for, and what was left of them. */
import { Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconDiscount2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useReport } from "../../../api/queries";
import type { PromotionReportOut, PromotionUsedOut, UsedOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { change } from "../../../parts/change";
import { Figure, Figures } from "../../../parts/Figure";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { EmptyState, ErrorState } from "../../../parts/states";
import { promotionPath } from "../../promotions/queries";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, toldOf, useBefore, useBeside } from "../Besides";
import { EveryFigure } from "../EveryFigure";
import { heightOfBars, NamedBars } from "../NamedBars";
import { ReadingChoice, useReading } from "../Readings";
import { useUsedColumns } from "./columns";
import { UsedOverTime } from "./UsedOverTime";

export default function PromotionsReport() {
  const { t } = useTranslation();
  const { query } = useAsked();
  const reading = useReading();
  const { data, error, refetch, isPlaceholderData } = useReport<PromotionReportOut>("promotions", {
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
        {t("usedReport.counts")} {query.segment && t(`usedReport.readingText.${reading}`)}
      </Text>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      ) : data?.promotions.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconDiscount2 size={40} stroke={1.2} />} title={t("usedReport.none")}>
            {t("usedReport.noneText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <Whole report={data} />
          <ComparedWith periods={data?.periods} />
          <Stack gap="md">
            <UsedOverTime question={t("usedReport.overTime")} file="discounts-over-time.csv" report={data} />
            {data ? <ByPromotion report={data} /> : <Skeleton height={320} radius={8} />}
          </Stack>
        </Stale>
      )}
    </>
  );
}

function Whole({ report }: { report: PromotionReportOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const beside = useBeside();
  const [now, then] = [report?.all[0], report?.all[beside]];
  const written = (value: number) => format.money(value.toFixed(format.places));
  const figure = (label: string, value: (of: UsedOut) => number | null, write: (value: number) => string) => (
    <Figure
      label={label}
      value={now && toldOf(value(now), write)}
      hint={now && then && before(toldOf(value(then), write), change(value(now), value(then), format))}
      loading={report === undefined}
    />
  );
  return (
    <Figures>
      {figure(t("usedReport.discount"), (of) => Number(of.discount.amount), written)}
      {figure(t("usedReport.orders"), (of) => of.orders, format.number)}
      {figure(t("reports.average"), (of) => (of.average ? Number(of.average.amount) : null), written)}
      {now?.margin && figure(t("usedReport.margin"), (of) => Number(of.margin?.amount ?? 0), written)}
    </Figures>
  );
}

function ByPromotion({ report }: { report: PromotionReportOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const beside = useBeside();
  const columns = useUsedColumns<UsedOut[]>((row, period) => row[period]);
  const discount = (one: PromotionUsedOut, of: number) => Number(one.periods[of]?.discount.amount ?? 0);
  const bars = report.promotions.filter((one) => discount(one, 0) > 0 || discount(one, beside) > 0);
  return (
    <>
      <ChartCard
        question={t("usedReport.byPromotion")}
        unit={t("usedReport.barsText")}
        file="discounts-by-promotion.csv"
        header={[t("usedReport.promotion"), t("usedReport.discount"), t("usedReport.discountBeside")]}
        rows={bars.map((one) => ({
          shown: [one.name, format.money(one.periods[0]?.discount), format.money(one.periods[beside]?.discount)],
          exported: [one.name, one.periods[0]?.discount.amount, one.periods[beside]?.discount.amount],
        }))}
        empty={t("usedReport.noDiscount")}
        height={heightOfBars(bars.length)}
      >
        <NamedBars
          label={t("usedReport.byPromotion")}
          rows={bars.map((one) => ({
            key: one.id,
            name: one.name,
            to: promotionPath(one.id),
            value: discount(one, 0),
            beside: discount(one, beside),
            was: before(format.money(one.periods[beside]?.discount), null),
            written: format.money(one.periods[0]?.discount),
            moved: change(discount(one, 0), discount(one, beside), format),
          }))}
        />
      </ChartCard>
      <EveryFigure
        question={t("reports.everyFigure")}
        header={t("usedReport.promotion")}
        rows={report.promotions.map((one) => ({
          key: one.id,
          name: one.name,
          under: t(`promo.state.${one.state}`),
          to: promotionPath(one.id),
          row: one.periods,
        }))}
        columns={columns}
        all={{ name: t("usedReport.together"), row: report.all }}
        file="promotions.csv"
        note={t("usedReport.note")}
        minWidth={1400}
      />
    </>
  );
}
