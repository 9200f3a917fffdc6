import { expect, test } from "vitest";
import { asSentence, oneSentence } from "./sentence";

test.each([
  ["there is no category 'gone'", "There is no category 'gone'."],
  ["It can't be computed.", "It can't be computed."],
  [" ", ""],
])("%s is said as %s", (words, said) => {
  expect(asSentence(words)).toBe(said);
});

test("parts become one sentence, the condition last", () => {
  expect(
    oneSentence(["1 point for each order", "When it is complete", false, "at most 5 a day"], "gender is female"),
  ).toBe("1 point for each order, when it is complete, at most 5 a day: gender is female.");
  expect(oneSentence(["free shipping", "VIP customers", null])).toBe("Free shipping, VIP customers.");
  expect(oneSentence([])).toBe("");
});
