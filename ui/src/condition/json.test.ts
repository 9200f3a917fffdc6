import { describe, expect, test as fact } from "vitest";
import type { Json } from "../api/types";
import { vocabulary } from "./fixture";
import { NotACondition, nodeAt, read, windowComplete, write } from "./json";
import { type GroupNode, group, type TestNode, test } from "./model";

const complete: Json = { value: "order.status", op: "=", to: "complete" };

/** The examples of the language's definition. */
const EXAMPLES: Json[] = [
  { value: "customer.gender", op: "=", to: "female" },
  {
    value: { sum: "order.net_total", where: { value: "order.status", op: "in", to: ["complete"] } },
    op: ">=",
    to: "2000",
  },
  { value: { days_since: { last: "order.placed_at", where: complete } }, op: ">=", to: 30 },
  {
    value: { count: "wishlist_item", where: { value: "product.attributes.recommended", op: "=", to: true } },
    op: ">=",
    to: 1,
  },
  {
    value: {
      count: "address",
      where: {
        all: [
          { value: "address.kind", op: "=", to: "shipping" },
          { value: "address.country", op: "!=", to: "UA" },
        ],
      },
    },
    op: ">=",
    to: 1,
  },
  {
    all: [
      { value: { days_since: { date: "customer.registered_at" } }, op: ">=", to: 365 },
      { value: { days_until_anniversary: "customer.born_on" }, op: "=", to: 0 },
    ],
  },
  {
    value: {
      sum: "order_line.quantity",
      where: { all: [complete, { value: "product.categories", op: "has_any", to: ["19"] }] },
      within: { last: "90d" },
    },
    op: ">=",
    to: 3,
  },
  {
    all: [
      { value: "customer.segments", op: "has_any", to: ["vip"] },
      { value: "cart.subtotal", op: ">=", to: "100" },
      { value: { count: "line", where: { value: "product.categories", op: "has_any", to: ["19"] } }, op: ">=", to: 1 },
      { value: { weekday: "now" }, op: "<=", to: 5 },
    ],
  },
  { none: [{ all: [complete, { value: { held: "customer.country" }, op: "between", to: ["0.5", 30] }] }] },
  {
    any: [
      { value: "customer.gender", op: "missing" },
      { value: "customer.born_on", op: "exists" },
    ],
  },
  { value: { max: "order.net_total" }, op: ">", to: { value: { avg: "order.net_total", within: { last: "1y" } } } },
  {
    value: { count: "order", within: { from: "2026-01-01", until: "2026-03-31" } },
    op: ">=",
    to: 1,
  },
  { value: { count: "order", within: { last: "30d", aligned: "day" } }, op: "not_in", to: [1, 2] },
];

fact.each(EXAMPLES.map((example) => [JSON.stringify(example).slice(0, 60), example]))(
  "%s… comes back as it was",
  (_, example) => {
    expect(write(read(example as Json), vocabulary).json).toEqual(example);
  },
);

describe("what can't be read", () => {
  fact.each([
    ["a text", "order.status"],
    ["an unknown operator", { value: "customer.gender", op: "like", to: "f" }],
    ["an unknown expression", { value: { median: "order.net_total" }, op: "=", to: 1 }],
    ["between with one side", { value: "customer.gender", op: "between", to: "a" }],
    ["a window of another form", { value: { count: "order", within: { last: "soon" } }, op: "=", to: 1 }],
  ])("%s is no condition", (_, document) => {
    expect(() => read(document as Json)).toThrow(NotACondition);
  });
});

describe("literals", () => {
  const of = (path: string, to: string) =>
    write(
      group("all", [test({ parts: [], base: { kind: "field", path } }, ">=", { kind: "one", value: to })]),
      vocabulary,
    );

  fact("whole numbers are numbers, decimals are text, money is always text", () => {
    expect(of("line.quantity", "3").json).toMatchObject({ to: 3 });
    expect(of("line.quantity", "0.25").json).toMatchObject({ to: "0.25" });
    expect(of("cart.subtotal", "100").json).toMatchObject({ to: "100" });
  });

  fact("more decimals than the type has leave the line unfinished", () => {
    expect(of("cart.subtotal", "19.999").unfinished).toHaveLength(1);
    expect(of("cart.subtotal", "19.99").unfinished).toHaveLength(0);
  });

  fact("a number too large to be exact stays text", () => {
    expect(of("line.quantity", "9007199254740993").json).toMatchObject({ to: "9007199254740993" });
  });
});

describe("unfinished lines", () => {
  const whole = (): TestNode => read(complete).children[0] as TestNode;

  fact("are left out and named", () => {
    const empty = test();
    const written = write(group("all", [whole(), empty]), vocabulary);
    expect(written.json).toEqual(complete);
    expect(written.unfinished).toEqual([empty.id]);
  });

  fact("inside a where leave their line unfinished too", () => {
    const tree = read({ value: { count: "order", where: complete }, op: ">=", to: 1 });
    const line = tree.children[0] as TestNode;
    const inner = test();
    (line.value as { base: { where: GroupNode } }).base.where.children.push(inner);
    expect(write(tree, vocabulary).unfinished).toEqual(expect.arrayContaining([inner.id, line.id]));
  });

  fact("alone make nothing to ask", () => {
    expect(write(group("all", [test()]), vocabulary).json).toBeNull();
  });

  fact("do not turn their group into one that lets nobody through", () => {
    const written = write(group("all", [whole(), group("any", [test()])]), vocabulary);
    expect(written.json).toEqual(complete);
  });
});

describe("pointers", () => {
  fact("lead to the line they speak of, also from deep below it", () => {
    const tree = read({ all: [complete, { value: { count: "order", where: complete }, op: ">=", to: 1 }] });
    const { pointers } = write(tree, vocabulary);
    const second = tree.children[1] as TestNode;
    const where = (second.value as { base: { where: GroupNode } }).base.where;
    expect(nodeAt(pointers, "/all/1/to")).toBe(second.id);
    expect(nodeAt(pointers, "/condition/all/1/op")).toBe(second.id);
    expect(nodeAt(pointers, "/all/1/value/where/to")).toBe(where.children[0]?.id);
    expect(nodeAt(pointers, "")).toBe(tree.id);
  });

  fact("count only the lines that were written", () => {
    const tree = group("any", [test(), ...read(complete).children, ...read(complete).children]);
    const { pointers } = write(tree, vocabulary);
    expect(nodeAt(pointers, "/any/0")).toBe(tree.children[1]?.id);
    expect(nodeAt(pointers, "/any/1")).toBe(tree.children[2]?.id);
  });
});

fact.each([
  ["1e5", "d"],
  ["15d", "d"],
  ["0", "d"],
  ["101", "y"],
] as const)("a window of %s %s is unfinished", (amount, unit) => {
  expect(windowComplete({ kind: "last", amount, unit, aligned: false })).toBe(false);
});

fact("a line of a field that isn't known is sent as it stands, so that the server says what is meant", () => {
  const misspelt: Json = { value: "customer.contry", op: "=", to: "UA" };

  expect(write(read(misspelt), vocabulary)).toMatchObject({ json: misspelt, unfinished: [] });
});

fact.each([
  [{ all: [complete, { value: "order.status" }] }, "/all/1"],
  [{ all: [{ ...complete, op: "is" }] }, "/all/0/op"],
  [{ value: { count: "order", within: { last: "a month" } }, op: "=", to: 1 }, "/value/within/last"],
] as [Json, string][])("%j is no condition at its place", (json, pointer) => {
  expect(() => read(json)).toThrow(expect.objectContaining({ pointer }));
});
