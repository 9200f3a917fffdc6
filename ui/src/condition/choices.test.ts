import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";
import { formats } from "../format/format";
import en from "../texts/en.json";
import { choicesOf, found } from "./choices";
import { vocabulary } from "./fixture";
import { asTree, searched } from "./ShopValues";
import type { Speech } from "./words";

let speech: Speech;

beforeAll(async () => {
  await i18next.init({ lng: "en", resources: { en: { texts: en } }, defaultNS: "texts", nsSeparator: false });
  const format = formats("en", { currency: "USD", currency_places: 2, time_zone: "Europe/Kyiv" });
  speech = { t: i18next.t, vocabulary, format, labels: () => undefined };
});

const groups = (subject: "customer" | "cart" | "order", rows: string | null = null) =>
  choicesOf(speech, { subject, rows });
const keys = (subject: "customer" | "cart" | "order", rows: string | null = null) =>
  groups(subject, rows).map((group) => group.key);

test("a customer has their rows, but no lines of a cart", () => {
  expect(keys("customer")).toEqual([
    "customer",
    "rows.order",
    "rows.order_line",
    "rows.address",
    "rows.cart",
    "rows.wishlist_item",
    "rows.message",
    "now",
  ]);
});

test("a cart has its lines and its own fields too", () => {
  expect(keys("cart")).toEqual(expect.arrayContaining(["cart", "customer", "rows.line", "rows.order"]));
});

test("categories are found without marks", () => {
  const cup = { value: "1", label: "Łyżki i kubki", parent: null, count: 3, price: null };
  expect(searched([cup], "lyzki")).toEqual([cup]);
});

test("an order line reads itself, its order, its product and the customer, and aggregates nothing", () => {
  expect(keys("customer", "order_line")).toEqual(["order_line", "order", "product", "customer", "now"]);
});

test("inside orders their lines can be aggregated", () => {
  expect(keys("customer", "order")).toContain("rows.line");
});

test("what sent a message is offered with its kind, and no longer by a number that several may have", () => {
  const offered = JSON.stringify([groups("customer"), groups("customer", "message")]);
  expect(offered).toContain("message.sender");
  expect(offered).not.toContain("message.source_id");
});

test("whoever sums up orders is told that cancelled ones are among them", () => {
  const hint = (words: string) => found(groups("customer"), words)[0]?.hint;

  expect(hint("number of orders")).toContain("Cancelled ones too");
  expect(hint("net total of all orders")).toContain("Cancelled ones too");
  expect(hint("days since the last order")).not.toContain("Cancelled");
  expect(hint("number of addresses")).not.toContain("Cancelled");
});

test("what only the cart asked about has is not offered of carts of the past", () => {
  const paths = (rows: string | null) => JSON.stringify(groups("cart", rows).find((group) => group.key === "cart"));
  expect(paths(null)).toContain("cart.weight");
  expect(paths("cart")).not.toContain("cart.weight");
});

test("a field is found by its words, its path and what is done with it", () => {
  const first = (typed: string) => found(groups("customer"), typed)[0]?.label;
  expect(first("days since last order")).toBe("Days since the last order");
  expect(first("sum net_total")).toBe("Order.net_total of all orders");
  expect(first("age born")).toBe("Age");
  expect(found(groups("customer"), "shipping address")[0]?.label).toBe("Number of addresses");
  expect(found(groups("customer"), "nothing like this")).toEqual([]);
});

const category = (value: string, label: string, parent: string | null) => ({
  value,
  label,
  parent,
  count: null,
  price: null,
});
const CATEGORIES = [
  category("19", "Shorts", "13"),
  category("11", "Men", null),
  category("13", "Bottoms", "11"),
  category("20", "Women", null),
];

test("categories stand below those they lie in", () => {
  expect(asTree(CATEGORIES).map(({ value, depth }) => [value.label, depth])).toEqual([
    ["Men", 0],
    ["Bottoms", 1],
    ["Shorts", 2],
    ["Women", 0],
  ]);
});

test("a category found keeps its way up", () => {
  expect(searched(CATEGORIES, "short").map((value) => value.label)).toEqual(["Shorts", "Men", "Bottoms"]);
});
