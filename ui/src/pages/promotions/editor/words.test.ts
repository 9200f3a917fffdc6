import { expect, test } from "vitest";
import type { KindInfo } from "../../../api/types";
import { bodyOf, wordsOf, wrongsIn } from "./words";

const percent: KindInfo = {
  kind: "percent",
  label: "Percent off",
  description: "",
  sentence: "",
  group: "Products",
  example: null,
  schema: {
    type: "object",
    required: ["percent"],
    properties: { kind: { const: "percent" }, percent: { type: "string", format: "percent" } },
  },
};
const words = { ...wordsOf(null, percent, "1"), name: " Shorts ", benefit: { kind: "percent", percent: "20" } };

test("a code is sent only where one code for everybody is asked for", () => {
  expect(bodyOf({ ...words, code: "HELLO" }, null, null).code).toBeNull();
  expect(bodyOf({ ...words, coupon: "code", code: " HELLO " }, null, null).code).toBe("HELLO");
});

test("limits that aren't there aren't sent", () => {
  const amount = { amount: "5.00", currency: "USD" };

  expect(bodyOf({ ...words, limits: { pieces: null, amount, floor: null } }, null, null).limits).toEqual({ amount });
});

test("nothing nudges towards a condition that isn't there", () => {
  expect(bodyOf({ ...words, nudges: true }, null, null).nudges).toBe(false);
});

test("what keeps it from being saved stands in the order of the form", () => {
  const broken = {
    ...words,
    benefit: { kind: "percent" },
    coupon: "code" as const,
    stay: { segment: null, uses: 1 },
    labels: [{ language: "pl", text: " " }],
  };

  expect(wrongsIn(words, percent, 2)).toEqual([]);
  expect(wrongsIn(broken, percent, 2).map(([pointer]) => pointer)).toEqual([
    "/benefit/percent",
    "/code",
    "/per_stay/segment",
    "/labels/pl",
  ]);
});
