/** A sample cart as a quote is asked for it: with the codes as they were typed, and why each promotion isn't applied. */
import type { QuoteIn } from "../../../api/schema";
import { askedOf, type SampleCart } from "../../points/estimate/cart";

const MOST_CODES = 20;

/** Codes are parted by commas or lines; spaces may stand inside one. */
export const codesIn = (typed: string): string[] =>
  [...new Set(typed.split(/[,;\n]/).map((code) => code.trim()))].filter((code) => code !== "").slice(0, MOST_CODES);

interface Way {
  currency: string;
  places: number;
  language: string;
}

/** What is asked of the server, or null while the cart has no whole row. */
export function quoteOf(cart: SampleCart, codes: string, { currency, places, language }: Way): QuoteIn | null {
  const asked = askedOf(cart, currency, places);
  if (asked === null) return null;
  const { lines, shipping, store } = asked.cart;
  return {
    customer: asked.customer,
    email: asked.email,
    explain: true,
    language,
    cart: {
      currency,
      store,
      shipping,
      codes: codesIn(codes),
      lines: lines.map(({ id, sku, quantity, price, row_total }) => ({ id, sku, quantity, price, row_total })),
    },
  };
}
