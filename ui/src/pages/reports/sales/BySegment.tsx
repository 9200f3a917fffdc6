/** What the members of each segment bought, as bars from zero with a mark where they ended in the period beside it. */
import { useTranslation } from "react-i18next";
import type { BoughtOut, SalesReportOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { useWhole } from "../Asked";
import { type Beside, useBefore } from "../Besides";
import { NamedBars } from "../NamedBars";
import { PARTS } from "./parts";

interface Props {
  report: SalesReportOut | undefined;
  beside: Beside;
}

const netOf = (one: BoughtOut, period: number) => Number(one.sales[period]?.net.amount ?? 0);

export function BySegment({ report, beside }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const before = useBefore();
  const whole = useWhole();
  const segments = [...(report?.segments ?? [])].sort((one, other) => netOf(other, 0) - netOf(one, 0));
  const shop = report && segments.length > 0 ? [{ ...report.shop, name: whole }] : [];
  const money = (one: BoughtOut, part: (typeof PARTS)[number], period: number) => one.sales[period]?.[part];
  return (
    <ChartCard
      question={t("reports.bySegment")}
      unit={t("reports.bySegmentText")}
      file="sales-by-segment.csv"
      header={[
        t("segments.one"),
        t("sales.customers"),
        t("segments.share"),
        t("sales.orders"),
        ...PARTS.map((part) => t(`sales.part.${part}`)),
        t("reports.netBeside"),
        t("sales.change"),
      ]}
      rows={
        report &&
        [...segments, ...shop].map((one) => ({
          shown: [
            one.name,
            format.number(one.customers),
            format.percent(one.share),
            format.number(one.sales[0]?.orders ?? 0),
            ...PARTS.map((part) => format.money(money(one, part, 0))),
            format.money(money(one, "net", beside)),
            change(netOf(one, 0), netOf(one, beside), format) ?? "–",
          ],
          exported: [
            one.name,
            one.customers,
            one.share,
            one.sales[0]?.orders,
            ...PARTS.map((part) => money(one, part, 0)?.amount),
            money(one, "net", beside)?.amount,
            moved(netOf(one, 0), netOf(one, beside)),
          ],
        }))
      }
      height={240}
      empty={t("segments.emptyTitle")}
    >
      <NamedBars
        label={t("reports.bySegment")}
        rows={segments.map((one) => ({
          key: one.id,
          name: one.name,
          to: `/segments/${one.id}?tab=sales`,
          value: netOf(one, 0),
          beside: netOf(one, beside),
          was: before(format.money(one.sales[beside]?.net), null),
          written: format.money(one.sales[0]?.net),
          moved: change(netOf(one, 0), netOf(one, beside), format),
        }))}
      />
    </ChartCard>
  );
}
