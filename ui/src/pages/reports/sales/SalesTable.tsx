/** Every figure of every segment, and of the whole shop below them. */
import { useTranslation } from "react-i18next";
import type { BoughtOut, SalesReportOut } from "../../../api/schema";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { useOnly, useWhole } from "../Asked";
import type { Beside } from "../Besides";
import { EveryFigure, type FigureColumn } from "../EveryFigure";
import { Young } from "../Young";
import { PARTS } from "./parts";

interface Props {
  report: SalesReportOut;
  beside: Beside;
}

export function SalesTable({ report, beside }: Props) {
  const { t } = useTranslation();
  const only = useOnly();
  const segments = [...report.segments].sort((one, other) => other.customers - one.customers);
  return (
    <EveryFigure
      question={t("reports.everyFigure")}
      header={t("segments.one")}
      rows={segments.map((one) => ({ key: one.id, name: one.name, to: `/segments/${one.id}?tab=sales`, row: one }))}
      columns={useSoldColumns(beside)}
      all={{ name: useWhole(), row: report.shop, always: true }}
      file="sales.csv"
      note={
        <>
          {only === null ? t("reports.sharesText") : t("reports.sharesOfText", { segment: only })}
          {report.reading === "then" && (
            <>
              {" "}
              <Young segments={segments} since={report.periods[0]} />
            </>
          )}
        </>
      }
    />
  );
}

function useSoldColumns(beside: Beside): FigureColumn<BoughtOut>[] {
  const { t } = useTranslation();
  const format = useFormats();
  const net = (of: BoughtOut, period: number) => Number(of.sales[period]?.net.amount ?? 0);
  return [
    {
      id: "customers",
      header: t("sales.customers"),
      cell: (of) => format.number(of.customers),
      exported: (of) => of.customers,
    },
    { id: "share", header: t("segments.share"), cell: (of) => format.percent(of.share), exported: (of) => of.share },
    {
      id: "orders",
      header: t("sales.orders"),
      cell: (of) => format.number(of.sales[0]?.orders ?? 0),
      exported: (of) => of.sales[0]?.orders,
    },
    ...PARTS.map((part) => ({
      id: part,
      header: t(`sales.part.${part}`),
      cell: (of: BoughtOut) => format.money(of.sales[0]?.[part]),
      exported: (of: BoughtOut) => of.sales[0]?.[part].amount,
    })),
    {
      id: "beside",
      header: t("reports.netBeside"),
      cell: (of) => format.money(of.sales[beside]?.net),
      exported: (of) => of.sales[beside]?.net.amount,
      quiet: true,
    },
    {
      id: "change",
      header: t("sales.change"),
      cell: (of) => change(net(of, 0), net(of, beside), format) ?? "–",
      exported: (of) => moved(net(of, 0), net(of, beside)),
      quiet: true,
    },
  ];
}
