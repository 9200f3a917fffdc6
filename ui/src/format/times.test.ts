import { expect, test } from "vitest";
import { wholeTime } from "./times";

test.each([
  ["9", "09:00"],
  ["9.30", "09:30"],
  ["0930", "09:30"],
  [" 21:05 ", "21:05"],
  ["930", "09:30"],
])("%s is %s", (typed, time) => {
  expect(wholeTime(typed)).toBe(time);
});

test.each(["25:00", "9:75", "noon", ""])("%s is no time", (typed) => {
  expect(wholeTime(typed)).toBeNull();
});
