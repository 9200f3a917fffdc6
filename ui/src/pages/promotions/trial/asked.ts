/** A sample cart as a quote is asked for it: with the codes as they were typed, and why each promotion isn't applied. */
import type { PromotionTryIn, QuoteIn } from "../../../api/schema";
import { askedOf, type SampleCart } from "../../points/estimate/cart";
import type { Body } from "../editor/words";

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

/** A promotion as it stands in its form. `id`: the one that is stored, null for a new one. */
export interface Trial {
  id: string | null;
  body: Body;
}

/** A name is all that may be lacking. */
const UNNAMED = "…";

/** Where and what the server is asked: the cart with what is tried, or alone where nothing can be tried yet. */
export function triedOf(trial: Trial | null, cart: SampleCart, codes: string, way: Way) {
  const quote = quoteOf(cart, codes, way);
  if (quote === null) return null;
  if (trial === null) return { path: "/v1/quotes", body: quote };
  const body: PromotionTryIn = {
    ...quote,
    id: trial.id,
    promotion: { ...trial.body, name: trial.body.name || UNNAMED },
    // A code for everybody is typed like any other; those that are made for it nobody has yet.
    coupon: trial.body.coupon === "code" ? "typed" : "had",
  };
  return { path: "/v1/promotions/try", body };
}
