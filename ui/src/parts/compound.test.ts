import { expect, test } from "vitest";
import { amountsFrom, amountsOf, wrongAmounts, wrongCompound, wrongParts, wrongTiers } from "./compound";

const money = (amount: string, currency = "USD") => ({ amount, currency });

test("money in one currency has no list around it", () => {
  expect(amountsOf(money("5"))).toEqual([money("5")]);
  expect(amountsFrom([money("5")])).toEqual(money("5"));
  expect(amountsFrom([money("5"), money("20", "PLN")])).toHaveLength(2);
  expect(amountsFrom([money(" ")])).toBeNull();
});

test("each currency has its own decimals", () => {
  expect(wrongAmounts([money("5.25"), money("700", "JPY")], 2)).toBeNull();
  expect(wrongAmounts([money("5.25"), money("700.5", "JPY")], 2)?.what).toBe("places");
  expect(wrongAmounts([money("5"), money("", "PLN")], 2)?.what).toBe("empty");
  expect(wrongAmounts(money("0"), 2)?.what).toBe("more");
});

test("a set has products and pieces in each of its parts", () => {
  const of = (skus: string[], pieces = 1) => ({ products: { skus, categories: [] }, pieces });
  expect(wrongParts([of(["TEE-1"]), of(["SHORT-1"], 2)])).toBeNull();
  expect(wrongParts([of(["TEE-1"]), of([])])?.what).toBe("empty");
  expect(wrongParts([])?.what).toBe("empty");
});

test("each tier begins higher than the one before, and takes off one thing", () => {
  const tiers = (...from: number[]) => from.map((at_least) => ({ at_least, percent: "5" }));
  expect(wrongTiers(tiers(2, 5), false, 2)).toBeNull();
  expect(wrongTiers(tiers(5, 5), false, 2)?.what).toBe("order");
  expect(wrongTiers([{ at_least: money("50"), off: money("5") }], true, 2)).toBeNull();
  expect(wrongTiers([{ at_least: money("50") }], true, 2)?.what).toBe("empty");
  expect(wrongTiers([{ at_least: 2, percent: "101" }], false, 2)?.what).toBe("most");
});

test("other formats are nobody's business here", () => {
  expect(wrongCompound("percent", "5", 2)).toBeUndefined();
});
