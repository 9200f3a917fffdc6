import { expect, test } from "vitest";
import { bodyOf, wordsOf, wrongOf } from "./words";

const money = { amount: "1.00", currency: "USD" };
const words = { ...wordsOf(null), name: " Points for money ", points: 100, amount: money };

test("only the way that is chosen is sent, and no limit that isn't there", () => {
  expect(bodyOf({ ...words, percent: "5" }, null).exchange).toEqual({ points: 100, amount: money, shipping: true });
  expect(bodyOf({ ...words, off: "percent", percent: "5", share: "50" }, null).exchange).toEqual({
    points: 100,
    percent: "5",
    share: "50",
    shipping: true,
  });
});

test("what is missing or can't hold is told in the order of the form", () => {
  expect(wrongOf(words, 2)).toBeNull();
  expect(wrongOf({ ...words, amount: null }, 2)?.[0]).toBe("amount");
  expect(wrongOf({ ...words, share: "101" }, 2)?.[0]).toBe("share");
  expect(wrongOf({ ...words, least: 100, most: 50 }, 2)).toEqual(["most", { what: "least", limit: 100 }]);
});
