/** A cart that shows a conflict, put where carts are tried: beside its promotion. */
import { useLocalStorage } from "@mantine/hooks";
import { useNavigate } from "react-router";
import { ask } from "../../../api/client";
import type { WitnessOut } from "../../../api/schema";
import type { CustomerBrief, Page } from "../../../api/types";
import { EMPTY_CART, type SampleCart } from "../../points/estimate/cart";
import { promotionPath } from "../queries";
import { SAMPLE_CART, SAMPLE_CODES } from "../trial/useQuote";

/** The cart as it is typed. */
export function sampleOf(cart: WitnessOut, customer: SampleCart["customer"]): SampleCart {
  const rows = cart.lines.map((line, key) => ({
    key,
    sku: line.made_up ? null : line.sku,
    pieces: String(line.pieces),
    price: line.price.amount,
  }));
  return { customer, rows, shipping: cart.shipping.amount };
}

export function useTryCart(promotion: string | null) {
  const navigate = useNavigate();
  const [, setCart] = useLocalStorage<SampleCart>({ key: SAMPLE_CART, defaultValue: EMPTY_CART });
  const [, setCodes] = useLocalStorage({ key: SAMPLE_CODES, defaultValue: "" });
  return async (cart: WitnessOut) => {
    setCart(sampleOf(cart, await customerOf(cart.customer)));
    setCodes(cart.codes.join(", "));
    if (promotion !== null) navigate(promotionPath(promotion));
    document.getElementById("try-title")?.scrollIntoView({ block: "start" });
  };
}

async function customerOf(externalId: string | null): Promise<SampleCart["customer"]> {
  if (externalId === null) return null;
  const found = await ask<Page<CustomerBrief>>("/v1/customers", { query: { search: externalId, limit: 10 } });
  return found.data.find((one) => one.external_id === externalId) ?? null;
}
