/** How the regulars are doing: the last weeks in a few figures, what needs attention, what moved; of an empty shop what to do first. */
import { Button, Grid, Paper, Stack } from "@mantine/core";
import { IconBuildingStore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useHome, useOverview } from "../../api/queries";
import type { HomeOut, OverviewOut } from "../../api/schema";
import { BarsOverTime, ChartCard } from "../../parts/ChartCard";
import { useFormats } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { EmptyState, ErrorState } from "../../parts/states";
import { useShopName } from "../../shell/SessionGate";
import { useFirstHour } from "../start/queries";
import { Attention } from "./Attention";
import { FirstSteps } from "./FirstSteps";
import { Moved } from "./Moved";
import { TourCard } from "./TourCard";
import { WeekFigures } from "./WeekFigures";

export function Component() {
  const { t } = useTranslation();
  const shopName = useShopName();
  const { data, error, refetch } = useHome();
  const overview = useOverview();
  const isFirstHourAsked = useFirstHour().isPending;
  if (error && !data) {
    return (
      <>
        <PageHead title={t("home.title")} />
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      </>
    );
  }
  if (data && !data.started.customers && !data.started.orders) {
    return (
      <>
        <PageHead title={t("home.title")} />
        <Paper>
          <EmptyState
            icon={<IconBuildingStore size={40} stroke={1.2} />}
            title={t("home.emptyTitle")}
            action={
              <Button component={Link} to="/start">
                {t("start.begin")}
              </Button>
            }
          >
            {t("home.emptyText")}
          </EmptyState>
        </Paper>
      </>
    );
  }
  return (
    <>
      <PageHead title={t("home.title")} state={data ? <Freshness lag={data.lag} /> : null}>
        {t("home.text", { shop: shopName })}
      </PageHead>
      <WeekFigures home={data} />
      <Stack gap="md">
        <TourCard />
        <Attention notices={data?.attention} />
        <FirstSteps />
        {/* Nothing stands below what may still come above it, to be pushed down. */}
        {!isFirstHourAsked && (
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 7 }}>
              <SalesByWeek overview={overview.data} error={overview.error} onRetry={() => overview.refetch()} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 5 }}>
              <Moved home={data} />
            </Grid.Col>
          </Grid>
        )}
      </Stack>
    </>
  );
}

function Freshness({ lag }: { lag: HomeOut["lag"] }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (lag.entries === 0) return <StateDot tone="good" label={t("home.fresh")} hint={t("home.freshHint")} />;
  return (
    <StateDot
      tone="busy"
      label={t("home.behind", { count: lag.entries, number: format.number(lag.entries) })}
      hint={t("home.behindHint", { seconds: format.number(Math.round(lag.seconds)) })}
    />
  );
}

interface SalesProps {
  overview: OverviewOut | undefined;
  error: Error | null;
  onRetry: () => void;
}

function SalesByWeek({ overview, error, onRetry }: SalesProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const whole = new Map(overview?.sales_by_week.map(({ sales }) => [Number(sales.amount), sales.amount]));
  return (
    <ChartCard
      question={t("home.salesByWeek")}
      unit={t("home.salesIn", { currency: format.currency })}
      file="sales-by-week.csv"
      header={[t("home.week"), t("home.salesIn", { currency: format.currency }), t("home.orders")]}
      rows={overview?.sales_by_week.map((week) => ({
        shown: [format.day(week.week), format.money(week.sales), format.number(week.orders)],
        exported: [week.week, week.sales.amount, week.orders],
      }))}
      height={264}
      empty={t("home.noSales")}
      error={overview ? null : error}
      onRetry={onRetry}
    >
      <BarsOverTime
        data={(overview?.sales_by_week ?? []).map((week) => ({
          week: format.shortDay(week.week),
          sales: Number(week.sales.amount),
        }))}
        x="week"
        y="sales"
        label={t("home.sales")}
        write={(value) => format.money(whole.get(value) ?? String(value))}
        writeShort={format.compact}
        height={264}
      />
    </ChartCard>
  );
}
