/** Whom a message is for, by name, and below it the address that it goes to. */
import { Text } from "@mantine/core";
import { Link } from "react-router";
import type { MessageCustomer } from "../../../api/schema";
import { customerPath, nameOf } from "../../customers/columns";

interface Props {
  customer: MessageCustomer | null;
  address?: string | null;
  /** A tab of the customer's page. */
  tab?: string;
}

export function Who({ customer, address = null, tab }: Props) {
  if (!customer) return <span className="break">{address ?? "–"}</span>;
  const name = nameOf(customer);
  return (
    <>
      <Link
        to={customerPath(customer.id) + (tab ? `?tab=${tab}` : "")}
        className="plain-link break"
        onClick={(event) => event.stopPropagation()}
      >
        {name}
      </Link>
      {address !== null && address !== name && (
        <Text size="xs" c="dimmed" className="break">
          {address}
        </Text>
      )}
    </>
  );
}
