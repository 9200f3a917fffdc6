/** Of those whose first order was in a month, how many bought again in each month after it, and what a customer came to. */
import { Group, Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconCalendarUser } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { useReport } from "../../../api/queries";
import type { CohortMonthOut, CohortsOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { useFormats } from "../../../parts/Formats";
import { Sideways } from "../../../parts/Sideways";
import { Stale } from "../../../parts/Stale";
import { EmptyState } from "../../../parts/states";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith } from "../Besides";
import classes from "../Heat.module.css";
import { MonthsAfter } from "./MonthsAfter";

const SPANS = ["6", "12", "24"] as const;
const USUAL = "12";
const MEASURES = ["share", "net"] as const;

export default function CohortsReport() {
  const { t } = useTranslation();
  const format = useFormats();
  const { segment, read, write } = useAsked();
  const months = SPANS.find((one) => one === read("months")) ?? USUAL;
  const measure = MEASURES.find((one) => one === read("measure")) ?? "share";
  const { data, error, refetch, isPlaceholderData } = useReport<CohortsOut>("cohorts", { months, segment });
  const cohorts = data?.cohorts.filter((one) => one.customers > 0);
  const shown = (month: CohortMonthOut) =>
    measure === "share" ? format.percent(month.share) : format.money(month.so_far);
  const exported = (month: CohortMonthOut) => (measure === "share" ? month.share : month.so_far.amount);
  const length = Math.max(0, ...(cohorts ?? []).map((one) => one.months.length));
  const after = Array.from({ length }, (_, index) => index);
  return (
    <>
      <Asked withPeriod={false}>
        <SegmentedControl
          aria-label={t("reports.period")}
          value={months}
          onChange={(next) => write({ months: next === USUAL ? null : next })}
          data={SPANS.map((one) => ({ value: one, label: t("reports.months", { count: Number(one) }) }))}
        />
        <SegmentedControl
          aria-label={t("reports.measure")}
          value={measure}
          onChange={(next) => write({ measure: next === "share" ? null : next })}
          data={MEASURES.map((one) => ({ value: one, label: t(`reports.measures.${one}`) }))}
        />
        <BesideChoice />
      </Asked>
      <ComparedWith periods={data?.periods} ofMonths />
      {cohorts?.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconCalendarUser size={40} stroke={1.2} />} title={t("reports.noCohorts")}>
            {t("reports.noCohortsText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <Stack gap="md">
            <ChartCard
              question={t(`reports.cohorts.${measure}`)}
              unit={t(`reports.cohortsText.${measure}`)}
              file="cohorts.csv"
              header={[t("reports.firstOrder"), t("home.customersOf"), ...after.map(String)]}
              rows={cohorts?.map((one) => ({
                shown: [format.month(one.month), format.number(one.customers), ...one.months.map(shown)],
                exported: [one.month, one.customers, ...one.months.map(exported)],
              }))}
              error={data ? null : error}
              onRetry={() => refetch()}
              height={360}
            >
              {cohorts && (
                <Sideways label={t(`reports.cohorts.${measure}`)}>
                  <table className={classes.heat} aria-label={t(`reports.cohorts.${measure}`)}>
                    <thead>
                      <tr>
                        <th scope="col">{t("reports.firstOrder")}</th>
                        <th scope="col" className={classes.figure}>
                          {t("home.customersOf")}
                        </th>
                        {after.map((month) => (
                          <th key={month} scope="col" className={classes.figure}>
                            {month}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {cohorts.map((one) => (
                        <tr key={one.month}>
                          <th scope="row">{format.month(one.month)}</th>
                          <td className={classes.figure}>{format.number(one.customers)}</td>
                          {one.months.map((month, index) => (
                            <td
                              key={index}
                              className={`${classes.cell} ${index === one.months.length - 1 ? classes.unfinished : ""}`}
                              style={{ "--part": partOf(month, index, measure, cohorts) } as CSSProperties}
                            >
                              {measure === "share" && index === 0 ? "" : shown(month)}
                            </td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </Sideways>
              )}
              <Group mt="sm">
                <Text size="xs" c="dimmed">
                  {t("reports.unfinished")}
                </Text>
              </Group>
            </ChartCard>
            {data && <MonthsAfter report={data} measure={measure} />}
          </Stack>
        </Stale>
      )}
    </>
  );
}

/** How dark a cell is, beside the darkest; a cohort's own month, in which everybody bought, tells nothing. */
function partOf(
  month: CohortMonthOut,
  index: number,
  measure: (typeof MEASURES)[number],
  cohorts: CohortsOut["cohorts"],
): number {
  if (measure === "share" && index === 0) return 0;
  const worth = (one: CohortMonthOut) => (measure === "share" ? one.share : Number(one.so_far.amount));
  const all = cohorts.flatMap((one) => one.months.slice(measure === "share" ? 1 : 0).map(worth));
  return Math.max(worth(month), 0) / Math.max(1e-9, ...all);
}
