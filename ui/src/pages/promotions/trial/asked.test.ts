import { expect, test } from "vitest";
import { EMPTY_CART } from "../../points/estimate/cart";
import { codesIn, quoteOf } from "./asked";

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
