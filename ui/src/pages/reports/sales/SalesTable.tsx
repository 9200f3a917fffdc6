/** Every figure of every segment, and of the whole shop below them. */
import { Paper, Table, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { BoughtOut, SalesReportOut } from "../../../api/schema";
import { change } from "../../../parts/change";
import { useFormats } from "../../../parts/Formats";
import { Young } from "../Young";
import { PARTS } from "./parts";

interface Props {
  report: SalesReportOut;
  beside: 1 | 2;
}

export function SalesTable({ report, beside }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const segments = [...report.segments].sort((one, other) => other.customers - one.customers);
  const figures = (of: BoughtOut) => {
    const [now, then] = [of.sales[0], of.sales[beside]];
    if (!now || !then) return null;
    return (
      <>
        <Table.Td className="numeric">{format.number(of.customers)}</Table.Td>
        <Table.Td className="numeric">{format.percent(of.share)}</Table.Td>
        <Table.Td className="numeric">{format.number(now.orders)}</Table.Td>
        {PARTS.map((part) => (
          <Table.Td key={part} className="numeric" fw={part === "net" ? 600 : undefined}>
            {format.money(now[part])}
          </Table.Td>
        ))}
        <Table.Td className="numeric" c="dimmed">
          {format.money(then.net)}
        </Table.Td>
        <Table.Td className="numeric" c="dimmed">
          {change(Number(now.net.amount), Number(then.net.amount), format) ?? "–"}
        </Table.Td>
      </>
    );
  };
  return (
    <Paper className="table-paper">
      <Title order={2} p="sm">
        {t("reports.everyFigure")}
      </Title>
      <Table.ScrollContainer minWidth={1200} type="native">
        <Table aria-label={t("reports.everyFigure")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("segments.one")}</Table.Th>
              <Table.Th className="numeric">{t("sales.customers")}</Table.Th>
              <Table.Th className="numeric">{t("segments.share")}</Table.Th>
              <Table.Th className="numeric">{t("sales.orders")}</Table.Th>
              {PARTS.map((part) => (
                <Table.Th key={part} className="numeric">
                  {t(`sales.part.${part}`)}
                </Table.Th>
              ))}
              <Table.Th className="numeric">{t("reports.netBeside")}</Table.Th>
              <Table.Th className="numeric">{t("sales.change")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {segments.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <Link to={`/segments/${one.id}?tab=sales`} className="plain-link name-line" title={one.name}>
                    {one.name}
                  </Link>
                </Table.Td>
                {figures(one)}
              </Table.Tr>
            ))}
            <Table.Tr fw={600}>
              <Table.Td>{t("reports.wholeShop")}</Table.Td>
              {figures(report.shop)}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" p="sm">
        {t("reports.sharesText")}
        {report.reading === "then" && (
          <>
            {" "}
            <Young segments={segments} since={report.periods[0]} />
          </>
        )}
      </Text>
    </Paper>
  );
}
