/** How a customer looks in any list: the page of all, a segment's members, a preview's sample. */
import { Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { Link } from "react-router";
import type { CustomerBrief } from "../../api/types";
import type { Column } from "../../parts/DataTable";
import { Country, Day, Money, Num } from "../../parts/Formats";

export function nameOf(customer: Pick<CustomerBrief, "name" | "email" | "external_id" | "id">): string {
  return customer.name || customer.email || customer.external_id || customer.id;
}

/** A name for a question or a message, which a very long one would fill. */
export function shortNameOf(customer: Parameters<typeof nameOf>[0]): string {
  const name = nameOf(customer);
  return name.length > 80 ? `${name.slice(0, 79)}…` : name;
}

export const customerPath = (id: string) => `/customers/${encodeURIComponent(id)}`;

/** The page of the customer with one of their orders open. */
export const orderPath = (customer: string, order: string) =>
  `${customerPath(customer)}?${new URLSearchParams({ order })}`;

export function CustomerCell({ customer, t }: { customer: CustomerBrief; t: TFunction }) {
  const second = [
    customer.name ? customer.email : null,
    customer.guest ? t("customers.guest") : customer.external_id,
  ].filter(Boolean);
  return (
    <>
      <Link to={customerPath(customer.id)} className="plain-link name-line">
        {nameOf(customer)}
      </Link>
      <Text size="xs" c="dimmed" className="name-line" title={second.join(" · ")}>
        {second.join(" · ")}
      </Text>
    </>
  );
}

export function customerColumns<T extends CustomerBrief>(t: TFunction, currency: string): Column<T>[] {
  return [
    { id: "name", header: t("customers.name"), cell: (row) => <CustomerCell customer={row} t={t} />, name: true },
    { id: "country", header: t("customers.country"), cell: (row) => <Country code={row.country} />, wide: true },
    { id: "group", header: t("customers.group"), cell: (row) => row.group ?? "–", wide: true },
    {
      id: "orders",
      header: t("customers.orders"),
      cell: (row) => <Num value={row.orders} />,
      numeric: true,
      wide: true,
    },
    {
      id: "net",
      header: t("customers.netTotal", { currency }),
      cell: (row) => <Money value={row.net_total} />,
      numeric: true,
    },
    {
      id: "last",
      header: t("customers.lastOrder"),
      cell: (row) => <Day value={row.last_order_at} />,
      numeric: true,
      wide: true,
    },
    {
      id: "points",
      header: t("customers.points"),
      cell: (row) => <Num value={row.points} />,
      numeric: true,
      wide: true,
    },
  ];
}
