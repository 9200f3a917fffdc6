/** The columns that tell what promotions or coupons were used for, and what they came to in the period compared with. */
import { useTranslation } from "react-i18next";
import type { UsedOut } from "../../../api/schema";
import { change, moved } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { useBeside } from "../Besides";
import type { FigureColumn } from "../EveryFigure";

/** `usedOf`: what of a row was used in a period, by its place among them. */
export function useUsedColumns<Row>(usedOf: (row: Row, period: number) => UsedOut | undefined): FigureColumn<Row>[] {
  const { t } = useTranslation();
  const format = useFormats();
  const beside = useBeside();
  const now = (row: Row) => usedOf(row, 0);
  const count = (id: string, header: string, of: (used: UsedOut) => number): FigureColumn<Row> => ({
    id,
    header,
    cell: (row) => format.number(now(row) ? of(now(row) as UsedOut) : 0),
    exported: (row) => now(row) && of(now(row) as UsedOut),
  });
  const money = (
    id: "total" | "refunds" | "net" | "average" | "margin" | "discount",
    header: string,
  ): FigureColumn<Row> => ({
    id,
    header,
    cell: (row) => (now(row)?.[id] ? format.money(now(row)?.[id]) : "–"),
    exported: (row) => now(row)?.[id]?.amount,
  });
  const discount = (row: Row, period: number) => Number(usedOf(row, period)?.discount.amount ?? 0);
  return [
    count("checkouts", t("usedReport.checkouts"), (used) => used.checkouts),
    count("cancelled", t("usedReport.cancelled"), (used) => used.cancelled),
    count("awaited", t("usedReport.awaited"), (used) => used.awaited),
    count("orders", t("usedReport.orders"), (used) => used.orders),
    count("customers", t("usedReport.customers"), (used) => used.customers),
    money("discount", t("usedReport.discount")),
    {
      id: "beside",
      header: t("usedReport.discountBeside"),
      cell: (row) => format.money(usedOf(row, beside)?.discount),
      exported: (row) => usedOf(row, beside)?.discount.amount,
      quiet: true,
    },
    {
      id: "change",
      header: t("sales.change"),
      cell: (row) => change(discount(row, 0), discount(row, beside), format) ?? "–",
      exported: (row) => moved(discount(row, 0), discount(row, beside)),
      quiet: true,
    },
    money("net", t("sales.net")),
    money("average", t("reports.average")),
    money("margin", t("usedReport.margin")),
    {
      id: "costed",
      header: t("usedReport.costed"),
      cell: (row) => (now(row)?.margin ? format.percent(now(row)?.costed ?? 0) : "–"),
      exported: (row) => (now(row)?.margin ? now(row)?.costed : undefined),
      quiet: true,
    },
  ];
}
