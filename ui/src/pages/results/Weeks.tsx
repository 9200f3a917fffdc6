/** Week by week: what was sent, and what orders came to that it brought about. */
import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ResultsOut } from "../../api/schema";
import { BarsOverTime, ChartCard } from "../../parts/ChartCard";
import { useFormats } from "../../parts/Formats";

const COUNTS = ["sent", "opened", "clicked", "left", "conversions"] as const;

export function Weeks({ found }: { found: ResultsOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const header = [t("results.week"), ...COUNTS.map((one) => t(`results.${one}`)), t("results.revenue")];
  const rows = found?.weeks.map((one) => ({
    shown: [format.day(one.week), ...COUNTS.map((name) => format.number(one[name])), format.money(one.revenue)],
    exported: [one.week, ...COUNTS.map((name) => one[name]), one.revenue.amount],
  }));
  const data = (found?.weeks ?? []).map((one) => ({
    week: format.shortDay(one.week),
    sent: one.sent,
    revenue: Number(one.revenue.amount),
  }));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <ChartCard
        question={t("results.whatWentOut")}
        unit={t("results.byWeekSent")}
        header={header}
        rows={rows}
        file="results-by-week.csv"
        empty={t("results.nothingSent")}
      >
        <BarsOverTime
          data={data}
          x="week"
          y="sent"
          label={t("results.sent")}
          write={format.number}
          writeShort={format.compact}
        />
      </ChartCard>
      <ChartCard
        question={t("results.whatCameIn")}
        unit={t("results.byWeekRevenue", { currency: format.currency })}
        header={header}
        rows={rows}
        file="results-by-week.csv"
        empty={t("results.nothingSent")}
      >
        <BarsOverTime
          data={data}
          x="week"
          y="revenue"
          label={t("results.revenue")}
          write={(value) => format.money(String(value))}
          writeShort={format.compact}
        />
      </ChartCard>
    </SimpleGrid>
  );
}
