import { describe, expect, test } from "vitest";
import type { Json } from "../../../../api/types";
import { readChain, said, valuesOf, type Words, write } from "./formula";

const number = (text: string) => ({ number: text });
const words: Words = {
  value: (of) => String(of),
  number: (text) => text,
  limited: (op, sofar, term) => `${sofar}, ${op} ${term}`.trim(),
};

const FORMULAS: [string, Json, string][] = [
  ["a value", "balance", "balance"],
  ["a share", { multiply: ["total", number("0.05")] }, "total × 0.05"],
  ["what is left", { multiply: [{ subtract: ["total", "shipping"] }, number("0.05")] }, "(total − shipping) × 0.05"],
  ["products first", { add: [{ multiply: ["a", "b"] }, "c"] }, "a × b + c"],
  ["several at once", { add: ["a", "b", "c"] }, "a + b + c"],
  ["brackets at the right", { subtract: ["a", { add: ["b", "c"] }] }, "a − (b + c)"],
  ["limits", { least: [{ greatest: ["a", number("10")] }, number("500")] }, "a, greatest 10, least 500"],
  ["rounding between", { add: [{ floor: [{ divide: ["a", number("10")] }] }, "b"] }, "(a ÷ 10, floor) + b"],
];

describe("a formula", () => {
  test.each(FORMULAS)("reads as a chain and is written as it was: %s", (_, json, sentence) => {
    const chain = readChain(json);

    expect(write(chain).json).toEqual(json);
    expect(said(chain, words)).toBe(sentence);
  });

  test("knows the place of every term", () => {
    const chain = readChain({ multiply: [{ subtract: ["total", "shipping"] }, number("0.05")] });
    const { pointers } = write(chain);

    expect([...pointers.values()].sort()).toEqual(["/multiply/0/subtract/0", "/multiply/0/subtract/1", "/multiply/1"]);
  });

  test("tells the values that are looked up", () => {
    expect(valuesOf(readChain({ subtract: ["a", { add: ["b", number("1")] }] }))).toEqual(["a", "b"]);
  });
});
