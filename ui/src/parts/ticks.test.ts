import { expect, test } from "vitest";
import { evenly, single, stacked, ticksOf } from "./ticks";

test("lines stand at round numbers, the last of them above all", () => {
  expect(ticksOf([3, 140])).toEqual([0, 50, 100, 150]);
  expect(ticksOf([101])).toEqual([0, 25, 50, 75, 100, 125]);
  expect(ticksOf([7_800.5])).toEqual([0, 2000, 4000, 6000, 8000]);
  expect(ticksOf([100])).toEqual([0, 20, 40, 60, 80, 100]);
});

test("what is counted is counted in whole numbers", () => {
  expect(ticksOf([3])).toEqual([0, 1, 2, 3]);
  expect(ticksOf([12])).toEqual([0, 5, 10, 15]);
  expect(ticksOf([0.3, 0.6])).toEqual([0, 0.2, 0.4, 0.6]);
});

test("of nothing there is one line above zero", () => {
  expect(ticksOf([])).toEqual([0, 1]);
  expect(ticksOf([0, 0])).toEqual([0, 1]);
});

test("what goes below zero has its lines at the same steps", () => {
  expect(ticksOf([40, -15])).toEqual([-20, 0, 20, 40]);
  expect(ticksOf([-3])).toEqual([-3, -2, -1, 0]);
});

test("parts that are put on each other reach as high as they come to together", () => {
  const data = [{ day: "1", up: 3, more: 4, down: -2 }];

  expect(stacked(data, ["up", "more", "down"])).toEqual([7, -2]);
  expect(single([...data, { day: "2", up: 5 }], ["up", "down"])).toEqual([3, -2, 5]);
});

test("days are named at even distances, the last among them", () => {
  expect(evenly([40, 40, 40], 900)).toEqual([0, 1, 2]);
  expect(evenly(Array(10).fill(40), 320)).toEqual([0, 3, 6, 9]);
  expect(evenly([...Array(9).fill(40), 90], 320)).toEqual([1, 5, 9]);
  expect(evenly([40, 40, 40], 60)).toEqual([2]);
  expect(evenly([], 300)).toEqual([]);
});
