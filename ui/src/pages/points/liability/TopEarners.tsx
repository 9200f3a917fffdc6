/** Who was granted most in the last days, or in the period that is asked above, what was reversed taken off. */
import { Group, Paper, Progress, SegmentedControl, Text, Title } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ask } from "../../../api/client";
import type { EarnerOut, EarnersOut } from "../../../api/schema";
import { daysBefore, localDay } from "../../../format/days";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num, useFormats } from "../../../parts/Formats";
import { useAddress } from "../../../parts/useAddress";
import { customerPath } from "../../customers/columns";

const SPANS = ["30", "90", "365"] as const;
const USUAL = "90";

/** Days of the shop, both included. */
export interface Days {
  from: string;
  to: string;
}

export function TopEarners({ period }: { period?: Days }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [read, write] = useAddress();
  const points_kind = read("points_kind");
  const segment = read("segment");
  const span = SPANS.find((one) => one === read("span")) ?? USUAL;
  const since = period?.from ?? daysBefore(localDay(new Date(), format.zone), Number(span) - 1);
  const until = period?.to;
  const found = useQuery({
    queryKey: ["programme", "top-earners", since, until, points_kind, segment],
    queryFn: ({ signal }) =>
      ask<EarnersOut>("/v1/points/top-earners", { query: { since, until, points_kind, segment }, signal }),
    placeholderData: keepPreviousData,
  });
  const most = found.data?.data[0]?.points ?? 1;
  const columns: Column<EarnerOut>[] = [
    {
      id: "customer",
      header: t("customers.one"),
      cell: ({ customer }) => (
        <Link to={`${customerPath(customer.id)}?tab=points`} className="plain-link break">
          {customer.name ?? customer.email ?? customer.external_id ?? t("history.erased", { id: customer.id })}
        </Link>
      ),
    },
    {
      id: "share",
      header: "",
      cell: ({ points }) => <Progress value={(points / most) * 100} size={6} aria-hidden />,
      wide: true,
      width: "40%",
    },
    {
      id: "points",
      header: t("points.points"),
      cell: ({ points }) => <Num value={points} />,
      numeric: true,
      width: 110,
    },
  ];
  return (
    <section>
      <Group justify="space-between" mb="xs" gap="sm">
        <div>
          <Title order={2}>{t("liability.topEarners")}</Title>
          <Text size="xs" c="dimmed">
            {t("liability.topEarnersText")}
            {period && ` · ${format.day(period.from)} – ${format.day(period.to)}`}
          </Text>
        </div>
        {!period && (
          <SegmentedControl
            className="not-printed"
            size="xs"
            aria-label={t("liability.span")}
            value={span}
            onChange={(value) => write({ span: value === USUAL ? null : value })}
            data={SPANS.map((one) => ({ value: one, label: t("segments.days", { count: Number(one) }) }))}
          />
        )}
      </Group>
      <DataTable
        label={t("liability.topEarners")}
        pages={{ ...found, rows: found.data?.data }}
        columns={columns}
        rowKey={(row) => row.customer.id}
        empty={
          <Paper p="md">
            <Text c="dimmed">{t("liability.noEarners")}</Text>
          </Paper>
        }
      />
    </section>
  );
}
