/** A sample cart: what is typed of it, kept in this browser, and what of it can be asked about. */
import type { CartOut, EstimateIn } from "../../../api/schema";
import type { CustomerBrief } from "../../../api/types";

export interface CartRow {
  key: number;
  sku: string | null;
  pieces: string;
  price: string;
}

export interface SampleCart {
  customer: Pick<CustomerBrief, "id" | "external_id" | "email" | "name"> | null;
  /** Left out of carts that a browser kept before there was one. */
  store?: string | null;
  /** Which points are spent on it and told of; left out: the first kind. */
  pointsKind?: string;
  rows: CartRow[];
  shipping: string;
}

export const EMPTY_ROW: Omit<CartRow, "key"> = { sku: null, pieces: "1", price: "" };
export const EMPTY_CART: SampleCart = { customer: null, rows: [{ key: 0, ...EMPTY_ROW }], shipping: "" };

/** An amount in minor units, or null where there is none, or more decimals than the currency has. */
function minorOf(text: string, places: number): bigint | null {
  const [whole = "", decimals = "", more] = text.trim().split(".");
  if (more !== undefined || !/^\d{1,12}$/.test(whole) || !/^\d*$/.test(decimals) || decimals.length > places)
    return null;
  return BigInt(whole + decimals.padEnd(places, "0"));
}

/** Whether what is typed is no amount that could be asked about; nothing typed isn't wrong. */
export function isNoAmount(text: string, places: number): boolean {
  return text.trim() !== "" && minorOf(text, places) === null;
}

/** Whether what is typed is no number of pieces. */
export function isNoNumber(text: string): boolean {
  return text.trim() !== "" && piecesOf(text) === null;
}

function textOf(minor: bigint, places: number): string {
  if (places === 0) return String(minor);
  const digits = String(minor).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function piecesOf(text: string): number | null {
  const pieces = Number(text);
  return Number.isInteger(pieces) && pieces > 0 && pieces <= 1_000_000 ? pieces : null;
}

/** The rows that can be asked about: so many pieces at a price. */
export function wholeRows(cart: SampleCart, places: number) {
  return cart.rows.flatMap((row) => {
    const [pieces, price] = [piecesOf(row.pieces), minorOf(row.price, places)];
    if (pieces === null || price === null) return [];
    return [{ ...row, pieces, total: textOf(price * BigInt(pieces), places), price: textOf(price, places) }];
  });
}

/** What is asked of the server, or null while there is no whole row. */
export function askedOf(cart: SampleCart, currency: string, places: number): EstimateIn | null {
  const rows = wholeRows(cart, places);
  if (rows.length === 0) return null;
  const shipping = minorOf(cart.shipping || "0", places);
  const { customer } = cart;
  return {
    customer: customer?.external_id ?? null,
    email: customer && !customer.external_id ? customer.email : null,
    points: "all",
    points_kind: cart.pointsKind ?? "points",
    cart: {
      currency,
      store: cart.store ?? null,
      shipping: shipping === null ? null : textOf(shipping, places),
      lines: rows.map((row) => ({
        id: String(row.key),
        sku: row.sku,
        quantity: String(row.pieces),
        price: row.price,
        row_total: row.total,
      })),
    },
  };
}

/** The lines of a cart in the shop as one would type them. What can't be asked about, such as half a piece, is marked there. */
export function rowsOf({ lines }: Pick<CartOut, "lines">): CartRow[] {
  const rows = lines.map(({ sku, quantity, price }, key) => ({
    key,
    sku,
    pieces: quantity ?? "1",
    price: price ? price.amount.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : "",
  }));
  return rows.length > 0 ? rows : EMPTY_CART.rows;
}
