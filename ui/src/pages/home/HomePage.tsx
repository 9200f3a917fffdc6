/** The shop at a glance: how much there is, sales by week, how large the segments are. */
import { Anchor, Button, Grid, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { IconBuildingStore } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOverview } from "../../api/queries";
import type { Overview } from "../../api/types";
import { BarsOverTime, ChartCard } from "../../parts/ChartCard";
import { Figure, Figures } from "../../parts/Figure";
import { Money, Num, useFormats } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { EmptyState, ErrorState } from "../../parts/states";
import { useSignedIn } from "../../shell/SessionGate";

export function Component() {
  const { t } = useTranslation();
  const { shop } = useSignedIn();
  const { data, error, isPending, refetch } = useOverview();
  if (error && !data) {
    return (
      <>
        <PageHead title={t("home.title")} />
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      </>
    );
  }
  if (data && data.customers === 0 && data.orders === 0) {
    return (
      <>
        <PageHead title={t("home.title")} />
        <Paper>
          <EmptyState
            icon={<IconBuildingStore size={40} stroke={1.2} />}
            title={t("home.emptyTitle")}
            action={
              <Button component={Link} to="/settings/import">
                {t("imports.start")}
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
        {t("home.text", { shop: shop.name })}
      </PageHead>
      <Figures columns={5}>
        <Figure label={t("home.customers")} value={<Num value={data?.customers} />} loading={isPending} />
        <Figure label={t("home.orders")} value={<Num value={data?.orders} />} loading={isPending} />
        <Figure label={t("home.lines")} value={<Num value={data?.lines} />} loading={isPending} />
        <Figure
          label={t("home.sales")}
          value={<Money value={data?.sales} places={0} />}
          hint={t("home.salesHint")}
          loading={isPending}
        />
        <Figure label={t("home.pointsIssued")} value={<Num value={data?.points_issued} />} loading={isPending} />
      </Figures>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <SalesByWeek overview={data} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <SegmentSizes overview={data} />
        </Grid.Col>
      </Grid>
    </>
  );
}

function Freshness({ lag }: { lag: Overview["lag"] }) {
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

function SalesByWeek({ overview }: { overview: Overview | undefined }) {
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

function SegmentSizes({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const segments = [...(overview?.segments ?? [])].sort((a, b) => b.size - a.size);
  const largest = Math.max(1, ...segments.map((segment) => segment.size));
  return (
    <Paper p="md" h="100%">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm" mb="sm">
        <Title order={2}>{t("home.segmentSizes")}</Title>
        <Anchor component={Link} to="/segments" size="sm" lh="24px" className="nowrap">
          {t("home.allSegments")}
        </Anchor>
      </Group>
      {overview && segments.length === 0 ? (
        <EmptyState
          title={t("segments.emptyTitle")}
          action={
            <Button component={Link} to="/segments/new">
              {t("segments.new")}
            </Button>
          }
        >
          {t("segments.emptyText")}
        </EmptyState>
      ) : (
        <Stack gap="sm">
          {segments.slice(0, 9).map((segment) => (
            <div key={segment.id}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Link to={`/segments/${segment.id}`} className="plain-link" style={{ minWidth: 0 }}>
                  <Text component="span" truncate display="block" fw={500}>
                    {segment.name}
                  </Text>
                </Link>
                <Text size="sm" className="figures nowrap">
                  {format.number(segment.size)}
                  {overview && overview.customers > 0 && (
                    <Text component="span" size="xs" c="dimmed">
                      {" "}
                      {format.percent(segment.size / overview.customers)}
                    </Text>
                  )}
                </Text>
              </Group>
              <Progress value={(segment.size / largest) * 100} size={4} mt={4} aria-label={segment.name} />
            </div>
          ))}
        </Stack>
      )}
    </Paper>
  );
}
