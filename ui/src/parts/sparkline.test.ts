import { expect, test } from "vitest";
import { pointsOf } from "./Sparkline";

const heights = (values: number[]) => pointsOf(values).map(([, y]) => y);

test("a line runs from edge to edge", () => {
  expect(pointsOf([1, 2, 3]).map(([x]) => x)).toEqual([2, 48, 94]);
});

test("what never moved is flat, also at nothing", () => {
  expect(heights([5, 5])).toEqual([12, 12]);
  expect(heights([0, 0])).toEqual([12, 12]);
});

test("a doubling takes the whole height, one in a hundred hardly any", () => {
  expect(heights([0, 10])).toEqual([22, 2]);
  const [before, after] = heights([100, 101]) as [number, number];
  expect(before - after).toBeCloseTo(1, 0);
});
