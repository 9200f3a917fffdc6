/** Who bought how much: sales by segment over a period, beside the one before it or the same days of a year ago. */
import { Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useReport } from "../../../api/queries";
import type { SalesReportOut } from "../../../api/schema";
import { ChartCard, TwoLines } from "../../../parts/ChartCard";
import { change } from "../../../parts/change";
import { Figure, Figures } from "../../../parts/Figure";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { EmptyState, ErrorState } from "../../../parts/states";
import { Asked, useAsked } from "../Asked";
import { type Beside, BesideChoice, ComparedWith, toldOf, useBefore, useBeside, usePointName } from "../Besides";
import { ReadingChoice, useReading } from "../Readings";
import { BySegment } from "./BySegment";
import { SalesTable } from "./SalesTable";

export default function SalesReport() {
  const { t } = useTranslation();
  const { query } = useAsked();
  const reading = useReading();
  const beside = useBeside();
  const { data, error, refetch, isPlaceholderData } = useReport<SalesReportOut>("sales", { ...query, reading });
  return (
    <>
      <Asked>
        <BesideChoice />
        <ReadingChoice />
      </Asked>
      <Text size="sm" c="dimmed" mb="md">
        {t(`reports.readingText.${reading}`)}
      </Text>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      ) : data?.shop.sales.every((one) => one.orders === 0 && Number(one.refunds.amount) === 0) ? (
        <Paper>
          <EmptyState icon={<IconReceipt size={40} stroke={1.2} />} title={t("sales.none")}>
            {t("reports.nothingSold")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <ShopFigures report={data} beside={beside} />
          <Stack gap="md">
            <OverTime report={data} beside={beside} />
            <BySegment report={data} beside={beside} />
            {data ? <SalesTable report={data} beside={beside} /> : <Skeleton height={320} radius={8} />}
          </Stack>
        </Stale>
      )}
    </>
  );
}

interface Part {
  report: SalesReportOut | undefined;
  beside: Beside;
}

function ShopFigures({ report, beside }: Part) {
  const { t } = useTranslation();
  const format = useFormats();
  const now = report?.shop.sales[0];
  const then = report?.shop.sales[beside];
  const loading = report === undefined;
  const before = useBefore();
  const average = (of: typeof now) => (of && of.orders > 0 ? Number(of.total.amount) / of.orders : null);
  const written = (value: number) => format.money(value.toFixed(format.places));
  return (
    <>
      <Figures>
        <Figure
          label={t("sales.net")}
          value={now && format.money(now.net)}
          hint={
            now &&
            then &&
            before(format.money(then.net), change(Number(now.net.amount), Number(then.net.amount), format))
          }
          loading={loading}
        />
        <Figure
          label={t("sales.orders")}
          value={now && format.number(now.orders)}
          hint={now && then && before(format.number(then.orders), change(now.orders, then.orders, format))}
          loading={loading}
        />
        <Figure
          label={t("reports.average")}
          value={now && toldOf(average(now), written)}
          hint={now && then && before(toldOf(average(then), written), change(average(now), average(then), format))}
          loading={loading}
        />
        <Figure
          label={t("sales.part.refunds")}
          value={now && format.money(now.refunds)}
          hint={
            now &&
            then &&
            before(format.money(then.refunds), change(Number(now.refunds.amount), Number(then.refunds.amount), format))
          }
          loading={loading}
        />
      </Figures>
      <ComparedWith periods={report?.periods} />
    </>
  );
}

function OverTime({ report, beside }: Part) {
  const { t } = useTranslation();
  const format = useFormats();
  const name = usePointName(report);
  const labels = [t("reports.thisPeriod"), t(beside === 1 ? "reports.besides.before" : "reports.besides.year")];
  return (
    <ChartCard
      question={t("reports.salesOverTime")}
      unit={report && t(`reports.step.${report.step}`, { currency: format.currency })}
      file="sales-over-time.csv"
      header={[t("reports.from"), ...labels, t("sales.orders")]}
      rows={report?.points.map((point) => ({
        shown: [
          name.inTable(point.day),
          format.money(point.net[0]),
          format.money(point.net[beside]),
          format.number(point.orders[0] ?? 0),
        ],
        exported: [point.day, point.net[0]?.amount, point.net[beside]?.amount, point.orders[0]],
      }))}
      height={280}
    >
      <TwoLines
        data={(report?.points ?? []).map((point) => ({
          day: name.atAxis(point.day),
          now: Number(point.net[0]?.amount),
          other: Number(point.net[beside]?.amount),
        }))}
        x="day"
        solid={{ name: "now", label: labels[0] ?? "" }}
        dashed={{ name: "other", label: labels[1] ?? "" }}
        write={(value) => format.money(String(value))}
        writeShort={format.compact}
        height={280}
      />
    </ChartCard>
  );
}
