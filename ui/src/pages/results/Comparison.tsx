/** Those who were left alone against those who weren't: who bought, for how much, and how sure the difference is. */
import { Group, Paper, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ComparedSideOut, DividedOut } from "../../api/schema";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";
import classes from "./Comparison.module.css";
import { type Measured, useComparison } from "./reading";

const DAYS = [7, 30, 90] as const;
const USUAL = 30;

export function Comparison({ of }: { of: Measured }) {
  const { t } = useTranslation();
  const [days, setDays] = useState<number>(USUAL);
  const { data, error, refetch, isPlaceholderData } = useComparison(of, days);
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (!data || data.divisions.length === 0) return null;
  return (
    <Paper p="md" style={{ opacity: isPlaceholderData ? 0.5 : 1 }} aria-busy={isPlaceholderData}>
      <Group justify="space-between" align="flex-start" mb="sm">
        <div>
          <Title order={2}>{t("results.didItHelp")}</Title>
          <Text size="xs" c="dimmed">
            {t(of.source === "newsletter" ? "results.sinceSent" : "results.sinceSplit", { count: days })}
          </Text>
        </div>
        <SegmentedControl
          aria-label={t("results.within")}
          data={DAYS.map((one) => ({ value: String(one), label: t("segments.days", { count: one }) }))}
          value={String(days)}
          onChange={(next) => setDays(Number(next))}
        />
      </Group>
      <Stack gap="lg">
        {data.divisions.map((one) => (
          <Divided key={one.node} one={one} of={of} />
        ))}
      </Stack>
    </Paper>
  );
}

function Divided({ one, of }: { one: DividedOut; of: Measured }) {
  const { t } = useTranslation();
  const format = useFormats();
  const most = Math.max(1e-9, ...one.sides.map((side) => side.rate));
  const called = (side: ComparedSideOut) =>
    side.name === "" || (of.source === "newsletter" && side.alone)
      ? t("results.gotNothing")
      : side.alone
        ? t("results.leftAlone", { name: side.name })
        : of.source === "newsletter"
          ? t("results.gotSubject", { name: side.name })
          : side.name;
  return (
    <section aria-label={of.nameOf(one.node) ?? one.node}>
      {of.source !== "newsletter" && (
        <Text size="sm" fw={600} mb={4}>
          {of.nameOf(one.node) ?? t("results.goneSplit", { node: one.node })}
        </Text>
      )}
      <Table.ScrollContainer minWidth={640} type="native">
        <Table aria-label={t("results.didItHelp")} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("results.side")}</Table.Th>
              <Table.Th className="numeric">{t("results.customers")}</Table.Th>
              <Table.Th className="numeric">{t("results.buyers")}</Table.Th>
              <Table.Th>{t("results.rate")}</Table.Th>
              <Table.Th className="numeric">{t("results.orders")}</Table.Th>
              <Table.Th className="numeric">{t("results.revenue")}</Table.Th>
              <Table.Th className="numeric">{t("results.perCustomer")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {one.sides.map((side) => (
              <Table.Tr key={side.name}>
                <Table.Td>{called(side)}</Table.Td>
                <Table.Td className="numeric">{format.number(side.customers)}</Table.Td>
                <Table.Td className="numeric">{format.number(side.buyers)}</Table.Td>
                <Table.Td>
                  <span className={classes.share}>
                    <span className={classes.track} aria-hidden>
                      <span
                        className={classes.bar}
                        data-base={side.base || undefined}
                        style={{ width: `${(side.rate / most) * 100}%` }}
                      />
                    </span>
                    <span className="figures">{format.percent(side.rate)}</span>
                  </span>
                </Table.Td>
                <Table.Td className="numeric">{format.number(side.orders)}</Table.Td>
                <Table.Td className="numeric">{format.money(side.revenue)}</Table.Td>
                <Table.Td className="numeric">{format.money(side.per_customer)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {one.sides
        .filter((side) => !side.base)
        .map((side) => (
          <Said key={side.name} side={side} name={called(side)} />
        ))}
    </section>
  );
}

/** What the difference says, in a sentence. */
function Said({ side, name }: { side: ComparedSideOut; name: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { rate_difference: rate, revenue_difference: revenue } = side;
  if (!rate || !revenue) {
    return (
      <Text size="sm" mt="xs" c="dimmed">
        {t("results.verdict.not_enough", { name })}
      </Text>
    );
  }
  const points = (value: number) => format.signed(Math.round(value * 1000) / 10);
  return (
    <Text size="sm" mt="xs">
      {t(`results.verdict.${side.verdict === "too_few" ? "unclear" : (side.verdict ?? "unclear")}`, {
        name,
        difference: points(rate.difference),
        low: points(rate.low),
        high: points(rate.high),
      })}{" "}
      {t(`results.revenueVerdict.${side.revenue_verdict === "unclear" ? "unclear" : "clear"}`, {
        difference: format.money(revenue.difference),
        low: format.money(revenue.low),
        high: format.money(revenue.high),
      })}
    </Text>
  );
}
