import { expect, test } from "vitest";
import { asSentence } from "./sentence";

test.each([
  ["there is no category 'gone'", "There is no category 'gone'."],
  ["It can't be computed.", "It can't be computed."],
  [" ", ""],
])("%s is said as %s", (words, said) => {
  expect(asSentence(words)).toBe(said);
});
