/** A customer's orders, newest first; a click opens the lines, and so does an address that names an order. */
import { Group, Stack, Table, Text } from "@mantine/core";
import { IconShoppingBag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import { usePages } from "../../api/queries";
import type { FoundOrder } from "../../api/schema";
import type { Order, Page } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Day, Money, Num, When } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { StateDot, type Tone } from "../../parts/StateDot";
import { EmptyState } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";

const TONES: Record<string, Tone> = { complete: "good", cancelled: "bad", shipped: "busy", processing: "busy" };

export function OrderStatus({ status }: { status: string | null }) {
  const { t } = useTranslation();
  if (!status) return <>–</>;
  return (
    <StateDot tone={TONES[status] ?? "off"} label={t(`orderStatus.${status}` as "orderStatus.complete", status)} />
  );
}

export function CustomerOrders({ id }: { id: string }) {
  const { t } = useTranslation();
  const pages = usePages<Order>(["customer", id, "orders"], `/v1/customers/${encodeURIComponent(id)}/orders`);
  const [read, write] = useAddress();
  const wanted = read("order");
  const listed = pages.rows?.find((row) => row.external_id === wanted);
  const found = useOrder(id, wanted, pages.rows !== undefined && !listed);
  const open = wanted === "" ? undefined : (listed ?? found);
  const columns = useMemo<Column<Order>[]>(
    () => [
      { id: "number", header: t("orders.number"), cell: (row) => <NumberAndDay order={row} /> },
      { id: "status", header: t("orders.status"), cell: (row) => <OrderStatus status={row.status} /> },
      { id: "placed", header: t("orders.placedAt"), cell: (row) => <Day value={row.placed_at} />, wide: true },
      {
        id: "lines",
        header: t("orders.lines"),
        cell: (row) => <Num value={Array.isArray(row.lines) ? row.lines.length : row.lines} />,
        numeric: true,
        wide: true,
      },
      {
        id: "total",
        header: t("orders.total"),
        cell: (row) => <Sum base={row.grand_total} own={row.own?.grand_total} />,
        numeric: true,
      },
      {
        id: "refunded",
        header: t("orders.refunded"),
        cell: (row) =>
          Number(row.refunded_total?.amount ?? 0) > 0 ? (
            <Sum base={row.refunded_total} own={row.own?.refunded_total} />
          ) : (
            "–"
          ),
        numeric: true,
        wide: true,
      },
    ],
    [t],
  );
  return (
    <>
      <DataTable
        label={t("customers.orders")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.external_id}
        onRow={(row) => write({ order: row.external_id })}
        empty={<EmptyState icon={<IconShoppingBag size={32} stroke={1.2} />} title={t("orders.none")} />}
      />
      <SidePanel
        open={open !== undefined}
        onClose={() => write({ order: null })}
        title={t("orders.one", { id: open?.external_id })}
      >
        {open && <OrderDetails order={open} />}
      </SidePanel>
    </>
  );
}

/** One of a customer's orders by its id, for an address that names one further down than the list has come. */
function useOrder(customer: string, order: string, enabled: boolean): Order | undefined {
  const found = useQuery({
    queryKey: ["customer", customer, "order", order],
    queryFn: ({ signal }) => ask<Page<FoundOrder>>("/v1/orders", { query: { search: order }, signal }),
    enabled: enabled && order !== "",
  });
  return found.data?.data.find((row) => row.external_id === order && row.customer?.id === customer);
}

/** The day is enough on a phone, where the instant would take a second line. */
function NumberAndDay({ order }: { order: Order }) {
  return (
    <>
      <span className="figures">{order.external_id}</span>
      <div className="narrow-only below">
        <Day value={order.placed_at} />
      </div>
    </>
  );
}

/** What it came to as the customer knows it, with what that is in the base currency below. */
function Sum({ base, own }: { base: Order["grand_total"]; own: Order["grand_total"] | undefined }) {
  if (!own) return <Money value={base} />;
  return (
    <div style={{ textAlign: "right" }}>
      <Money value={own} />
      <Text size="xs" c="dimmed">
        <Money value={base} />
      </Text>
    </div>
  );
}

function OrderDetails({ order }: { order: Order }) {
  const { t } = useTranslation();
  const sums = [
    [t("orders.subtotal"), "subtotal"],
    [t("orders.discount"), "discount"],
    [t("orders.shipping"), "shipping"],
    [t("orders.tax"), "tax"],
    [t("orders.total"), "grand_total"],
    [t("orders.refunded"), "refunded_total"],
    [t("orders.net"), "net_total"],
  ] as const;
  return (
    <Stack>
      <Group justify="space-between">
        <When value={order.placed_at} />
        <OrderStatus status={order.status} />
      </Group>
      {Array.isArray(order.lines) && (
        <Table aria-label={t("orders.lines")} className="flush">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("orders.product")}</Table.Th>
              <Table.Th className="numeric">{t("orders.pieces")}</Table.Th>
              <Table.Th className="numeric">{t("orders.rowTotal")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {order.lines.map((line, index) => (
              <Table.Tr key={line.id ?? index}>
                <Table.Td className="break">
                  {line.name || line.sku}
                  {line.name && (
                    <Text size="xs" c="dimmed">
                      {line.sku}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="numeric">
                  <Num value={line.quantity} />
                </Table.Td>
                <Table.Td className="numeric">
                  <Sum base={line.row_total} own={line.own_row_total} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Stack gap={4}>
        {sums.map(([label, name]) => (
          <Group key={label} justify="space-between" align="flex-start">
            <Text size="sm" c="dimmed">
              {label}
            </Text>
            <Sum base={order[name]} own={order.own?.[name]} />
          </Group>
        ))}
        {order.coupon && (
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t("orders.coupon")}
            </Text>
            <Text size="sm">{order.coupon}</Text>
          </Group>
        )}
      </Stack>
    </Stack>
  );
}
