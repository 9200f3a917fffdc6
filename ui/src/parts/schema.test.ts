import { describe, expect, test } from "vitest";
import { plainNumber, startOf, type Values, wrongsOf, wrongWith } from "./schema";

const POINTS = { type: "integer", format: "points", minimum: 1 };
const AMOUNT = { type: "object", format: "money", exclusiveMinimum: 0 };
const money = (amount: string) => ({ amount, currency: "PLN" });
const RULE = { type: "object", required: ["points", "amount"], properties: { points: POINTS, amount: AMOUNT } };

describe("a number as it was typed", () => {
  test("is plain decimal text, with its thousands set apart or not", () => {
    expect(["5", " 1 000 ", "1,234,567.5", "\u22123"].map((text) => plainNumber(text, "en"))).toEqual([
      "5",
      "1000",
      "1234567.5",
      "-3",
    ]);
  });

  test("has a decimal comma where people write one", () => {
    expect(plainNumber("1,5", "en")).toBe("1.5");
    expect(plainNumber("1,234", "pl")).toBe("1.234");
  });

  test("stays as it is where it is none", () => {
    expect(["abc", "-", "5.", "1.2.3"].map((text) => plainNumber(text, "en"))).toEqual(["abc", "-", "5.", "1.2.3"]);
  });
});

describe("what is wrong with a value", () => {
  test("is said of a number of points", () => {
    expect(["abc", 1.5, -3, 0, 1].map((value) => wrongWith(value, POINTS, 2)?.what)).toEqual([
      "number",
      "whole",
      "least",
      "least",
      undefined,
    ]);
  });

  test("is said of an amount", () => {
    const wrong = ["abc", "0", "-1", "1.005", "0.01"].map((amount) => wrongWith(money(amount), AMOUNT, 2)?.what);
    expect(wrong).toEqual(["amount", "more", "more", "places", undefined]);
  });

  test("is said of a percentage, which is a text of two decimals", () => {
    const percent = { type: "string", format: "percent", maximum: 100 };
    const wrong = ["2.5", "0", "0.125", "100.01", "x"].map((value) => wrongWith(value, percent, 0)?.what);
    expect(wrong).toEqual([undefined, "more", "places", "most", "number"]);
  });

  test("is said of points by SKU while one has none", () => {
    const by = { type: "object", required: ["bonuses"], properties: { bonuses: { format: "sku_points" } } };
    const given: Values[] = [{}, { MUG: null }, { MUG: 0 }, { MUG: 30 }];
    const wrong = given.map((bonuses) => wrongsOf(by, { bonuses }, 2).length);
    expect(wrong).toEqual([1, 1, 1, 0]);
  });

  test("is nothing while nothing is there", () => {
    expect(wrongWith(null, POINTS, 2)).toBeNull();
    expect(wrongWith(money(""), AMOUNT, 2)).toBeNull();
  });

  test("stands in the order of the form, with what is empty", () => {
    expect(wrongsOf(RULE, { points: null, amount: money("0") }, 2).map(([name, { what }]) => [name, what])).toEqual([
      ["points", "empty"],
      ["amount", "more"],
    ]);
  });
});

test("a form starts with defaults, but not of money, which a schema says in minor units", () => {
  const at_least = { type: "integer", format: "money", default: 0 };
  const kind = { const: "fixed" };
  const points = { ...POINTS, default: 5 };

  expect(startOf({ type: "object", properties: { kind, points, at_least } })).toEqual({ kind: "fixed", points: 5 });
});
