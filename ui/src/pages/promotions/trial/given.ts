/** A cart that an address gives, `?customer=…&sku=…`: taken over once, and then the address is as it was before. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ask } from "../../../api/client";
import type { Customer, ShopValue } from "../../../api/types";
import { useAddress } from "../../../parts/useAddress";
import { EMPTY_CART, EMPTY_ROW, type SampleCart } from "../../points/estimate/cart";

async function cartOf(customer: string, sku: string, signal: AbortSignal): Promise<SampleCart> {
  const [who, found] = await Promise.all([
    customer ? ask<Customer>(`/v1/customers/${encodeURIComponent(customer)}`, { signal }) : null,
    sku ? ask<{ data: ShopValue[] }>("/v1/values", { query: { format: "sku", search: sku }, signal }) : null,
  ]);
  const product = found?.data.find((one) => one.value === sku);
  return {
    ...EMPTY_CART,
    customer: who && { id: who.id, external_id: who.external_id, email: who.email, name: who.name },
    rows: [{ key: 0, ...EMPTY_ROW, sku: product ? sku : null, price: product?.price ?? "" }],
  };
}

/** How many carts were taken over: what is typed in starts anew with each. */
export function useGivenCart(take: (cart: SampleCart) => void): number {
  const [read, write] = useAddress();
  const [taken, setTaken] = useState(0);
  const [customer, sku] = [read("customer"), read("sku")];
  const isGiven = customer !== "" || sku !== "";
  const { data, error } = useQuery({
    queryKey: ["given-cart", customer, sku],
    queryFn: ({ signal }) => cartOf(customer, sku, signal),
    enabled: isGiven,
    retry: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is there
  useEffect(() => {
    if (!isGiven || (!data && !error)) return;
    if (data) {
      take(data);
      setTaken((before) => before + 1);
    }
    write({ customer: null, sku: null });
  }, [isGiven, data, error]);
  return taken;
}
