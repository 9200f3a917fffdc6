import { expect, test } from "vitest";
import { EMPTY_CART } from "../../points/estimate/cart";
import type { Body } from "../editor/words";
import { codesIn, quoteOf, triedOf } from "./asked";

const way = { currency: "USD", places: 2, language: "en" };

test("codes are parted by commas and told once", () => {
  expect(codesIn(" HELLO, summer 26 ,,HELLO")).toEqual(["HELLO", "summer 26"]);
});

test("a cart is asked about with its codes, and why not", () => {
  const rows = [{ key: 0, sku: "TEE-1", pieces: "2", price: "29" }];
  const asked = quoteOf({ ...EMPTY_CART, rows, store: "north" }, "HELLO", way);

  expect([asked?.explain, asked?.cart.codes, asked?.cart.lines[0]?.row_total]).toEqual([true, ["HELLO"], "58.00"]);
  expect(asked?.cart.store).toBe("north");
  expect(quoteOf(EMPTY_CART, "HELLO", way)).toBeNull();
});

test("what is tried goes with the cart, and its one code has to be typed", () => {
  const cart = { ...EMPTY_CART, rows: [{ key: 0, sku: "TEE-1", pieces: "1", price: "29" }] };
  const body = { name: "", benefit: { kind: "percent", percent: "10" }, coupon: "code" } as unknown as Body;

  const tried = triedOf({ id: "7", body }, cart, "", way);

  expect(tried?.path).toBe("/v1/promotions/try");
  expect(tried?.body).toMatchObject({ id: "7", coupon: "typed", promotion: { name: "…" } });
  expect(triedOf(null, cart, "", way)?.path).toBe("/v1/quotes");
  expect(triedOf({ id: null, body }, EMPTY_CART, "", way)).toBeNull();
});
