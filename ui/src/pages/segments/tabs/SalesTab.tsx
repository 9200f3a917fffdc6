/** What today's members of a segment bought in a period, with the period before beside it and the shop's whole. */
import { Group, Paper, SegmentedControl, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSegmentSales } from "../../../api/queries";
import type { SalesOut, SegmentSalesOut } from "../../../api/schema";
import { daysBefore, localDay } from "../../../format/days";
import { ComparedWith } from "../../../parts/ComparedWith";
import { change } from "../../../parts/change";
import { Figure, Figures } from "../../../parts/Figure";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { EmptyState, ErrorState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import type { SegmentTabProps } from "./tabs";

const SPANS = ["30", "90", "365"] as const;
const USUAL = "30";

export function SalesTab({ id }: SegmentTabProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [read, write] = useAddress();
  const days = SPANS.find((one) => one === read("span")) ?? USUAL;
  const from = daysBefore(localDay(new Date(), format.zone), Number(days) - 1);
  const { data, error, refetch, isPlaceholderData } = useSegmentSales(id, from);
  const nothing = data && [data.period, data.before].every((one) => one.orders === 0 && Number(one.net.amount) === 0);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" maw={640}>
          {t("sales.text")}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t("sales.span")}
          value={days}
          onChange={(value) => write({ span: value === USUAL ? null : value })}
          data={SPANS.map((one) => ({ value: one, label: t("segments.days", { count: Number(one) }) }))}
        />
      </Group>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      ) : nothing ? (
        <Paper>
          <EmptyState icon={<IconReceipt size={32} stroke={1.2} />} title={t("sales.none")}>
            {t("sales.noneText")}
          </EmptyState>
        </Paper>
      ) : (
        <Stale when={isPlaceholderData}>
          <SalesFigures sales={data} />
          <ComparedWith period={data?.period} beside={data?.before} untilNow mt={-8} mb="md" />
          <Breakdown sales={data} />
        </Stale>
      )}
    </Stack>
  );
}

function SalesFigures({ sales }: { sales: SegmentSalesOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const loading = sales === undefined;
  const { period, before } = sales ?? {};
  const beside = (value: string, moved: string | null) => t("sales.before", { value }) + (moved ? ` (${moved})` : "");
  const share = (of: SalesOut) => (of.share_of_net === null ? "–" : format.percent(of.share_of_net));
  return (
    <Figures>
      <Figure
        label={t("sales.net")}
        value={period && format.money(period.net)}
        hint={
          period &&
          before &&
          beside(format.money(before.net), change(Number(period.net.amount), Number(before.net.amount), format))
        }
        loading={loading}
      />
      <Figure
        label={t("sales.orders")}
        value={period && format.number(period.orders)}
        hint={period && before && beside(format.number(before.orders), change(period.orders, before.orders, format))}
        loading={loading}
      />
      <Figure
        label={t("sales.shareOfNet")}
        value={period && share(period)}
        hint={
          period &&
          before && (
            <>
              {beside(share(before), null)}
              {(period.share_of_net ?? 0) > 1 && <div>{t("sales.overAll")}</div>}
            </>
          )
        }
        loading={loading}
      />
      <Figure
        label={t("sales.customers")}
        value={sales && format.number(sales.customers)}
        hint={
          sales &&
          t("sales.ofRegistered", {
            count: sales.registered,
            number: format.number(sales.registered),
            share: format.percent(sales.share),
          })
        }
        loading={loading}
      />
    </Figures>
  );
}

/** What is subtracted is written so, that the column can be added up by eye. */
const PARTS = [
  ["subtotal", 1],
  ["discounts", -1],
  ["shipping", 1],
  ["tax", 1],
  ["total", 1],
  ["refunds", -1],
  ["net", 1],
  ["shop_net", 1],
] as const;
const SUMS = new Set<string>(["total", "net"]);

function Breakdown({ sales }: { sales: SegmentSalesOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (!sales) return <Skeleton height={360} radius={8} />;
  const { period, before } = sales;
  const days = (of: SalesOut): ReactNode => (
    <>
      <span className="nowrap">{format.day(of.first_day)}</span> –{" "}
      <span className="nowrap">{format.day(of.last_day)}</span>
    </>
  );
  const amount = (of: SalesOut, part: (typeof PARTS)[number][0], sign: number) => {
    const { amount, currency } = of[part];
    const isNothing = Number(amount) === 0;
    const signed = sign < 0 && !isNothing ? (amount.startsWith("-") ? amount.slice(1) : `-${amount}`) : amount;
    return format.money({ amount: signed, currency });
  };
  return (
    <Paper className="table-paper">
      <Title order={2} p="sm">
        {t("sales.breakdown")}
      </Title>
      <Table.ScrollContainer minWidth={320} type="native">
        <Table aria-label={t("sales.breakdown")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              <Table.Th className="numeric">{days(period)}</Table.Th>
              <Table.Th className="numeric">{days(before)}</Table.Th>
              <Table.Th className="numeric wide-only">{t("sales.change")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {PARTS.map(([part, sign]) => (
              <Table.Tr key={part} fw={SUMS.has(part) ? 600 : undefined}>
                <Table.Td c={part === "shop_net" ? "dimmed" : undefined}>{t(`sales.part.${part}`)}</Table.Td>
                <Table.Td className="numeric">{amount(period, part, sign)}</Table.Td>
                <Table.Td className="numeric" c="dimmed">
                  {amount(before, part, sign)}
                </Table.Td>
                <Table.Td className="numeric wide-only" c="dimmed">
                  {change(Number(period[part].amount), Number(before[part].amount), format) ?? "–"}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
