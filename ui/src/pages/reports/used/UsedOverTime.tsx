/** What was taken off over time, beside the period compared with. */
import { useTranslation } from "react-i18next";
import type { PromotionReportOut } from "../../../api/schema";
import { ChartCard, TwoLines } from "../../../parts/ChartCard";
import { useFormats } from "../../../parts/Formats";
import { useBeside, usePointName } from "../Besides";

interface Props {
  question: string;
  file: string;
  report: Pick<PromotionReportOut, "periods" | "step" | "points"> | undefined;
}

export function UsedOverTime({ question, file, report }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const beside = useBeside();
  const name = usePointName(report);
  const labels = [t("reports.thisPeriod"), t(beside === 1 ? "reports.besides.before" : "reports.besides.year")];
  return (
    <ChartCard
      question={question}
      unit={report && t(`usedReport.step.${report.step}`, { currency: format.currency })}
      file={file}
      header={[t("reports.from"), ...labels, t("usedReport.checkouts"), t("usedReport.orders"), t("sales.net")]}
      rows={report?.points.map((point) => ({
        shown: [
          name.inTable(point.day),
          format.money(point.discount[0]),
          format.money(point.discount[beside]),
          format.number(point.checkouts[0] ?? 0),
          format.number(point.orders[0] ?? 0),
          format.money(point.net[0]),
        ],
        exported: [
          point.day,
          point.discount[0]?.amount,
          point.discount[beside]?.amount,
          point.checkouts[0],
          point.orders[0],
          point.net[0]?.amount,
        ],
      }))}
      height={260}
    >
      <TwoLines
        data={(report?.points ?? []).map((point) => ({
          day: name.atAxis(point.day),
          now: Number(point.discount[0]?.amount),
          other: Number(point.discount[beside]?.amount),
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
