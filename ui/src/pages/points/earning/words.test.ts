import { expect, test } from "vitest";
import type { KindInfo } from "../../../api/types";
import { areOutOfOrder, bodyOf, NO_LIMITS, natureOf, USUAL_COUNTING, wordsOf } from "./words";

const kind = (group: string): KindInfo => ({
  kind: "k",
  label: "K",
  description: "",
  sentence: "",
  group,
  example: null,
  schema: {},
});
const words = {
  ...wordsOf(null, kind("Orders")),
  counting: { ...USUAL_COUNTING, tax: true },
  products: { which: "categories" as const, attribute: "organic", categories: ["19"] },
  stop: true,
  grant_status: "shipped" as const,
};

test("of what was chosen before another way nothing is sent", () => {
  expect(bodyOf(words, "order", null, { value: "line.sku" }).products).toEqual({
    which: "categories",
    attribute: null,
    categories: ["19"],
    condition: null,
  });
});

test("what a customer does has no lines, no amount and no status", () => {
  const sent = bodyOf(words, natureOf(kind("Behaviour")), null, null);

  expect([sent.products.which, sent.counting, sent.stop, sent.grant_status]).toEqual([
    "all",
    USUAL_COUNTING,
    false,
    "complete",
  ]);
});

test("a referral is rewarded with an order, which comes as far as is asked", () => {
  const sent = bodyOf(words, natureOf(kind("Referrals")), null, null);

  expect([sent.products.which, sent.grant_status]).toEqual(["all", "shipped"]);
});

test("a longer span can't have less than a shorter one", () => {
  expect(areOutOfOrder(NO_LIMITS)).toBe(false);
  expect(areOutOfOrder({ ...NO_LIMITS, per_order: 50, per_customer: 50 })).toBe(false);
  expect(areOutOfOrder({ ...NO_LIMITS, per_day: 50, per_customer: 40 })).toBe(true);
});
