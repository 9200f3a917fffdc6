/** A customer's orders, newest first; a click opens the lines. */
import { Group, Stack, Table, Text } from "@mantine/core";
import { IconShoppingBag } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { Order } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Day, Money, Num, When } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { StateDot, type Tone } from "../../parts/StateDot";
import { EmptyState } from "../../parts/states";

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
  const [open, setOpen] = useState<Order | null>(null);
  const columns = useMemo<Column<Order>[]>(
    () => [
      { id: "number", header: t("orders.number"), cell: (row) => <NumberAndDay order={row} /> },
      { id: "status", header: t("orders.status"), cell: (row) => <OrderStatus status={row.status} /> },
      { id: "placed", header: t("orders.placedAt"), cell: (row) => <When value={row.placed_at} />, wide: true },
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
        onRow={setOpen}
        empty={<EmptyState icon={<IconShoppingBag size={32} stroke={1.2} />} title={t("orders.none")} />}
      />
      <SidePanel open={open !== null} onClose={() => setOpen(null)} title={t("orders.one", { id: open?.external_id })}>
        {open && <OrderDetails order={open} />}
      </SidePanel>
    </>
  );
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
