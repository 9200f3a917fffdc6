import { expect, test } from "vitest";
import { type LaneWords, moved, repeatedLane, type Words, wrongOf } from "./words";

const lane = (name: string): LaneWords => ({ key: name, id: null, name, together: "all" });
const words: Words = { lanes: [lane("Main")], percent_of: "left", most_percent: null, most: null, floor: null };

test("a lane moves among the others, and not beyond them", () => {
  const lanes = ["A", "B", "C"].map(lane);
  const names = (found: LaneWords[]) => found.map((one) => one.name).join("");

  expect(names(moved(lanes, 0, 1))).toBe("BAC");
  expect(names(moved(lanes, 0, -1))).toBe("ABC");
  expect(names(moved(lanes, 2, -1))).toBe("ACB");
});

test("each lane has a name of its own", () => {
  expect(repeatedLane([lane("Main"), lane(" main ")])).toBe(1);
  expect(wrongOf({ ...words, lanes: [lane("Main"), lane("")] }, 2)?.[0]).toBe("/lanes/1/name");
  expect(wrongOf(words, 2)).toBeNull();
});

test("no more than all of a cart can be taken off", () => {
  expect(wrongOf({ ...words, most_percent: "101" }, 2)?.[0]).toBe("/most_percent");
});
