/** What campaigns, rewards workflows and newsletters sent in a period, what became of it, and what it brought in. */
import { Paper, Skeleton, Stack, Text } from "@mantine/core";
import { IconMailForward } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useReport } from "../../../api/queries";
import type { MessageReportOut, SentOut, SourceSentOut } from "../../../api/schema";
import { ChartCard, TwoLines } from "../../../parts/ChartCard";
import { change, moved } from "../../../parts/change";
import { Figure, Figures } from "../../../parts/Figure";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { EmptyState, ErrorState } from "../../../parts/states";
import { campaignPath } from "../../campaigns/queries";
import { workflowPath } from "../../campaigns/workflows/queries";
import { newsletterPath } from "../../messages/newsletters/reading";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, toldOf, useBefore, useBeside, usePointName } from "../Besides";
import { EveryFigure, type FigureColumn } from "../EveryFigure";
import { heightOfBars, NamedBars } from "../NamedBars";

const COUNTS = ["sent", "opened", "clicked", "left", "complained", "bounced", "conversions"] as const;

const pathOf = (one: SourceSentOut) =>
  one.source === "newsletter"
    ? newsletterPath(one.id)
    : `${one.source === "workflow" ? workflowPath(one.id) : campaignPath(one.id)}?tab=results`;

export default function MessagesReport() {
  const { t } = useTranslation();
  const { query } = useAsked();
  const { data, error, refetch, isPlaceholderData } = useReport<MessageReportOut>("messages", query);
  return (
    <>
      <Asked>
        <BesideChoice />
      </Asked>
      <Text size="sm" c="dimmed" mb="md">
        {t("messageReport.counts")}
      </Text>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      ) : data?.sources.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconMailForward size={40} stroke={1.2} />} title={t("messageReport.none")}>
            {t("messageReport.noneText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <Whole report={data} />
          <ComparedWith periods={data?.periods} />
          <Stack gap="md">
            <OverTime report={data} />
            {data ? <BySource report={data} /> : <Skeleton height={320} radius={8} />}
          </Stack>
        </Stale>
      )}
    </>
  );
}

function Whole({ report }: { report: MessageReportOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const beside = useBeside();
  const [now, then] = [report?.all[0], report?.all[beside]];
  const figure = (label: string, value: (of: SentOut) => number | null, write: (value: number) => string) => (
    <Figure
      label={label}
      value={now && toldOf(value(now), write)}
      hint={now && then && before(toldOf(value(then), write), change(value(now), value(then), format))}
      loading={report === undefined}
    />
  );
  const clicked = (of: SentOut) => (of.sent > 0 ? of.clicked / of.sent : null);
  return (
    <Figures>
      {figure(t("results.sent"), (of) => of.sent, format.number)}
      {figure(t("messageReport.clickRate"), clicked, format.percent)}
      {figure(t("results.conversions"), (of) => of.conversions, format.number)}
      {figure(
        t("results.revenue"),
        (of) => Number(of.revenue.amount),
        (value) => format.money(value.toFixed(format.places)),
      )}
    </Figures>
  );
}

function OverTime({ report }: { report: MessageReportOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const beside = useBeside();
  const name = usePointName(report);
  const labels = [t("reports.thisPeriod"), t(beside === 1 ? "reports.besides.before" : "reports.besides.year")];
  return (
    <ChartCard
      question={t("results.whatCameIn")}
      unit={report && t(`messageReport.step.${report.step}`, { currency: format.currency })}
      file="revenue-of-messages.csv"
      header={[t("reports.from"), ...labels, t("results.conversions")]}
      rows={report?.points.map((point) => ({
        shown: [
          name.inTable(point.day),
          format.money(point.revenue[0]),
          format.money(point.revenue[beside]),
          format.number(point.conversions[0] ?? 0),
        ],
        exported: [point.day, point.revenue[0]?.amount, point.revenue[beside]?.amount, point.conversions[0]],
      }))}
      height={260}
    >
      <TwoLines
        data={(report?.points ?? []).map((point) => ({
          day: name.atAxis(point.day),
          now: Number(point.revenue[0]?.amount),
          other: Number(point.revenue[beside]?.amount),
        }))}
        x="day"
        solid={{ name: "now", label: labels[0] ?? "" }}
        dashed={{ name: "other", label: labels[1] ?? "" }}
        write={(value) => format.money(String(value))}
        writeShort={format.compact}
        height={260}
      />
    </ChartCard>
  );
}

function BySource({ report }: { report: MessageReportOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const beside = useBeside();
  const called = (one: SourceSentOut) => one.name ?? t("messageReport.gone", { id: one.id });
  const revenue = (one: SourceSentOut, of: 0 | 1 | 2) => Number(one.periods[of]?.revenue.amount ?? 0);
  const columns: FigureColumn<SentOut[]>[] = [
    ...COUNTS.map((name) => ({
      id: name,
      header: t(`results.column.${name}`),
      cell: (row: SentOut[]) => format.number(row[0]?.[name] ?? 0),
      exported: (row: SentOut[]) => row[0]?.[name],
    })),
    {
      id: "revenue",
      header: t("results.revenue"),
      cell: (row) => format.money(row[0]?.revenue),
      exported: (row) => row[0]?.revenue.amount,
    },
    {
      id: "beside",
      header: t("messageReport.revenueBeside"),
      cell: (row) => format.money(row[beside]?.revenue),
      exported: (row) => row[beside]?.revenue.amount,
      quiet: true,
    },
    {
      id: "change",
      header: t("sales.change"),
      cell: (row) => change(Number(row[0]?.revenue.amount), Number(row[beside]?.revenue.amount), format) ?? "–",
      exported: (row) => moved(Number(row[0]?.revenue.amount), Number(row[beside]?.revenue.amount)),
      quiet: true,
    },
  ];
  const bars = report.sources.filter((one) => revenue(one, 0) > 0 || revenue(one, beside) > 0);
  return (
    <>
      <ChartCard
        question={t("messageReport.bySource")}
        unit={t("messageReport.bySourceText")}
        file="revenue-by-source.csv"
        header={[t("messageReport.source"), t("results.revenue"), t("messageReport.revenueBeside")]}
        rows={bars.map((one) => ({
          shown: [called(one), format.money(one.periods[0]?.revenue), format.money(one.periods[beside]?.revenue)],
          exported: [called(one), one.periods[0]?.revenue.amount, one.periods[beside]?.revenue.amount],
        }))}
        empty={t("messageReport.noRevenue")}
        height={heightOfBars(bars.length)}
      >
        <NamedBars
          label={t("messageReport.bySource")}
          rows={bars.map((one) => ({
            key: `${one.source} ${one.id}`,
            name: called(one),
            to: pathOf(one),
            value: revenue(one, 0),
            beside: revenue(one, beside),
            was: before(format.money(one.periods[beside]?.revenue), null),
            written: format.money(one.periods[0]?.revenue),
            moved: change(revenue(one, 0), revenue(one, beside), format),
          }))}
        />
      </ChartCard>
      <EveryFigure
        question={t("reports.everyFigure")}
        header={t("messageReport.source")}
        rows={report.sources.map((one) => ({
          key: `${one.source} ${one.id}`,
          name: called(one),
          under: t(`choice.message/source.${one.source}`),
          to: pathOf(one),
          row: one.periods,
        }))}
        columns={columns}
        all={{ name: t("results.all"), row: report.all }}
        file="messages.csv"
        note={t("messageReport.note")}
        minWidth={1200}
      />
    </>
  );
}
