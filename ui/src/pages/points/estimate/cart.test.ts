import { expect, test } from "vitest";
import { askedOf, EMPTY_CART, rowsOf, type SampleCart } from "./cart";

const cart = (part: Partial<SampleCart>): SampleCart => ({ ...EMPTY_CART, ...part });
const row = (pieces: string, price: string, key = 0) => ({ key, sku: "MUG", pieces, price });

test("nothing is asked while no row is whole", () => {
  expect(askedOf(EMPTY_CART, "USD", 2)).toBeNull();
  expect(askedOf(cart({ rows: [row("0", "5"), row("1.5", "5"), row("1", "5.005")] }), "USD", 2)).toBeNull();
});

test("a row comes to the cent", () => {
  const asked = askedOf(cart({ rows: [row("3", "0.1"), row("2", "19.99", 1)], shipping: "4.5" }), "USD", 2);

  expect(asked?.cart.lines.map((line) => line.row_total)).toEqual(["0.30", "39.98"]);
  expect(asked?.cart.shipping).toBe("4.50");
});

test("a cart is of the store that was chosen, or of none", () => {
  const rows = [row("1", "5")];

  expect(askedOf(cart({ rows, store: "north" }), "USD", 2)?.cart.store).toBe("north");
  expect(askedOf(cart({ rows }), "USD", 2)?.cart.store).toBeNull();
});

test("a guest is asked for by e-mail", () => {
  const guest = { id: "7", external_id: null, email: "g@mail.example", name: null };
  const asked = askedOf(cart({ rows: [row("1", "5")], customer: guest }), "JPY", 0);

  expect([asked?.customer, asked?.email, asked?.cart.lines[0]?.row_total]).toEqual([null, "g@mail.example", "5"]);
});

test("a cart of the shop is typed as it stands there", () => {
  const line = (quantity: string | null, amount: string | null) => ({
    sku: "MUG",
    name: null,
    quantity,
    price: amount === null ? null : { amount, currency: "USD" },
    row_total: null,
  });

  expect(rowsOf({ lines: [line("2", "4.5000"), line("1", "10.0000"), line(null, null)] })).toEqual([
    row("2", "4.5", 0),
    row("1", "10", 1),
    row("1", "", 2),
  ]);
  expect(rowsOf({ lines: [] })).toEqual(EMPTY_CART.rows);
});
