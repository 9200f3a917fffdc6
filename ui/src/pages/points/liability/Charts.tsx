/** The charts of what is owed. Each answers one question, with the figures behind it. */
import { useTranslation } from "react-i18next";
import type { LiabilityOut } from "../../../api/schema";
import { AreasOverTime, BarsOverTime, ChartCard, PartsBothWays, TwoLines } from "../../../parts/ChartCard";
import { useEntityName } from "../../../parts/entity";
import { useFormats } from "../../../parts/Formats";
import { endingsOf, largest, monthly, outlook, outstandingOf, PARTS } from "./sums";

interface Props {
  report: LiabilityOut;
  /** Of one legal entity, or of all. */
  entity: string | null;
}

/** How figures and axes of points are written. */
function useWriting() {
  const format = useFormats();
  return {
    format,
    write: (value: number) => format.number(value),
    writeShort: (value: number) => format.compact(value),
  };
}

export function Outstanding({ report, entity }: Props) {
  const { t } = useTranslation();
  const { format, write, writeShort } = useWriting();
  const { names, others } = largest(report.months);
  const shown = entity === null ? names : [entity];
  const called = useEntityName();
  const labels = [...shown.map(called), ...(entity === null && others ? [t("liability.others")] : [])];
  const rows = outstandingOf(
    entity === null ? report.months : report.months.filter((one) => one.legal_entity === entity),
    shown,
  );
  const now = rows.at(-1)?.points.reduce((sum, one) => sum + one, 0) ?? 0;
  return (
    <ChartCard
      question={t("liability.outstanding")}
      unit={t("liability.outstandingNow", { count: now, number: format.number(now) })}
      header={[t("liability.month"), ...labels]}
      rows={rows.map(({ month, points }) => ({
        shown: [format.month(month), ...labels.map((_, index) => format.number(points[index] ?? 0))],
        exported: [month, ...labels.map((_, index) => points[index] ?? 0)],
      }))}
      file="points-outstanding.csv"
      height={260}
    >
      <AreasOverTime
        data={rows.map(({ month, points }) => ({
          month: format.month(month),
          ...Object.fromEntries(labels.map((_, index) => [`e${index}`, points[index] ?? 0])),
        }))}
        x="month"
        series={labels.map((label, index) => ({ name: `e${index}`, label }))}
        write={write}
        writeShort={writeShort}
        height={260}
      />
    </ChartCard>
  );
}

const UP = ["earned", "returned", "adjusted"] as const;
const DOWN = ["spent", "ended", "reversed"] as const;

/** What came and went, by month; the figures behind it are by legal entity too. */
export function Movements({ report, entity }: Props) {
  const { t } = useTranslation();
  const { format, write, writeShort } = useWriting();
  const several = new Set(report.months.map((one) => one.legal_entity)).size > 1;
  const called = useEntityName();
  const listed = report.months
    .filter((one) => entity === null || one.legal_entity === entity)
    .sort((one, other) => other.month.localeCompare(one.month) || one.legal_entity.localeCompare(other.legal_entity));
  const named = (names: readonly (typeof PARTS)[number][]) =>
    names.map((name) => ({ name, label: t(`liability.part.${name}`) }));
  return (
    <ChartCard
      question={t("liability.movements")}
      unit={t("liability.notOver")}
      header={[
        t("liability.month"),
        ...(several ? [t("points.legalEntity")] : []),
        ...PARTS.map((part) => t(`liability.part.${part}`)),
        t("liability.atEnd"),
      ]}
      words={several ? 2 : 1}
      rows={listed.map((one) => ({
        shown: [
          <span key="month" className="nowrap">
            {format.month(one.month)}
          </span>,
          ...(several ? [called(one.legal_entity)] : []),
          ...PARTS.map((part) => format.number(one[part])),
          format.number(one.outstanding),
        ],
        exported: [
          one.month,
          ...(several ? [called(one.legal_entity)] : []),
          ...PARTS.map((part) => one[part]),
          one.outstanding,
        ],
      }))}
      file="points-by-month.csv"
      height={260}
    >
      <PartsBothWays
        data={monthly(report.months, entity).map((one) => ({ ...one, month: format.month(one.month) }))}
        x="month"
        up={named(UP)}
        down={named(DOWN)}
        write={write}
        writeShort={writeShort}
        height={260}
      />
    </ChartCard>
  );
}

export function Ends({ report, entity }: Props) {
  const { t } = useTranslation();
  const { format, write, writeShort } = useWriting();
  const first = report.months.at(-1)?.month ?? report.at.slice(0, 10);
  const { months, later, never } = endingsOf(report.endings, entity, first);
  const beside = [
    later > 0 && t("liability.endLater", { count: later, number: format.number(later) }),
    never > 0 && t("liability.endNever", { count: never, number: format.number(never) }),
  ].filter(Boolean);
  return (
    <ChartCard
      question={t("liability.ends")}
      unit={beside.length > 0 ? beside.join(" · ") : t("liability.ifNotSpent")}
      header={[t("liability.month"), t("points.points")]}
      rows={months.map(({ month, points }) => ({
        shown: [format.month(month), format.number(points)],
        exported: [month, points],
      }))}
      file="points-ending.csv"
      empty={t("liability.nothingEnds")}
    >
      <BarsOverTime
        data={months.map(({ month, points }) => ({ month: format.month(month), points }))}
        x="month"
        y="points"
        label={t("points.points")}
        write={write}
        writeShort={writeShort}
      />
    </ChartCard>
  );
}

const LOOKED_BACK = 6;

/** Of all legal entities together, for that is how customers spend. */
export function Expected({ report }: { report: LiabilityOut }) {
  const { t } = useTranslation();
  const { format, write, writeShort } = useWriting();
  const parts = ["earned", "spent", "ended"] as const;
  const signed = (part: (typeof parts)[number], points: number) => (part === "earned" ? points : -points);
  return (
    <ChartCard
      question={t("liability.expected")}
      unit={t("liability.expectedText")}
      header={[t("liability.month"), ...parts.map((part) => t(`liability.part.${part}`)), t("liability.atEnd")]}
      rows={report.forecast.map((one) => ({
        shown: [
          format.month(one.month),
          ...parts.map((part) => format.number(signed(part, one[part]))),
          format.number(one.outstanding),
        ],
        exported: [one.month, ...parts.map((part) => signed(part, one[part])), one.outstanding],
      }))}
      file="points-expected.csv"
    >
      <TwoLines
        data={outlook(report, LOOKED_BACK).map(({ month, outstanding, expected }) => ({
          month: format.month(month),
          ...(outstanding === null ? {} : { outstanding }),
          ...(expected === null ? {} : { expected }),
        }))}
        x="month"
        solid={{ name: "outstanding", label: t("liability.was") }}
        dashed={{ name: "expected", label: t("liability.willBe") }}
        write={write}
        writeShort={writeShort}
      />
    </ChartCard>
  );
}
