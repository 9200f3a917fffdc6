/** What customers did in each month after their first order, beside those of the months compared with. */
import { useTranslation } from "react-i18next";
import type { AfterOut, CohortsOut } from "../../../api/schema";
import { ChartCard, TwoLines } from "../../../parts/ChartCard";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { useBeside } from "../Besides";

interface Props {
  report: CohortsOut | undefined;
  measure: "share" | "net";
}

export function MonthsAfter({ report, measure }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const beside = useBeside();
  const value = (one: AfterOut | undefined) => (measure === "share" ? one?.share : one?.so_far?.amount) ?? null;
  const write = (found: number | string | null) =>
    found === null ? "–" : measure === "share" ? format.percent(Number(found)) : format.money(String(found));
  // In their own month all of them bought, which tells nothing.
  const rows = (report?.after ?? [])
    .map((periods, month) => ({ month, periods, now: value(periods[0]), other: value(periods[beside]) }))
    .filter((row) => (measure === "net" || row.month > 0) && (row.now !== null || row.other !== null));
  const labels = [t("reports.thisPeriod"), t(beside === 1 ? "reports.besides.before" : "reports.besides.year")];
  const number = (found: number | string | null) => (found === null ? null : Number(found));
  return (
    <ChartCard
      question={t(`reports.after.${measure}`)}
      unit={t(`reports.afterText.${measure}`)}
      file="cohorts-compared.csv"
      header={[t("reports.monthsAfter"), ...labels, t("sales.change"), t("home.customersOf")]}
      words={0}
      rows={
        report &&
        rows.map((row) => ({
          shown: [
            row.month,
            write(row.now),
            write(row.other),
            change(number(row.now), number(row.other), format) ?? "–",
            format.number(row.periods[0]?.customers ?? 0),
          ],
          exported: [
            row.month,
            row.now,
            row.other,
            moved(number(row.now), number(row.other)),
            row.periods[0]?.customers,
          ],
        }))
      }
      empty={t("reports.noMonthOver")}
      height={260}
    >
      <TwoLines
        data={rows.map((row) => ({
          month: String(row.month),
          ...(row.now === null ? {} : { now: Number(row.now) }),
          ...(row.other === null ? {} : { other: Number(row.other) }),
        }))}
        x="month"
        solid={{ name: "now", label: labels[0] ?? "" }}
        dashed={{ name: "other", label: labels[1] ?? "" }}
        write={write}
        writeShort={measure === "share" ? format.percent : format.compact}
        height={260}
      />
    </ChartCard>
  );
}
