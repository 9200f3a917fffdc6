import { expect, test } from "vitest";
import type { Actions } from "../../api/schema";
import { consequencesOf, isJump, NO_ACTIONS } from "./acts";

const VIP = { ...NO_ACTIONS, group: "VIP", on_leaving: { add: ["was VIP"], take: [] } };
const NONE_COOLING = { entering_cooling: 0, leaving_cooling: 0, staying_cooling: 0 };
const whose = (found: ReturnType<typeof consequencesOf>) => found.map((one) => [one.whose, one.count]);

test("those who come and go are treated as always when only the condition changes", () => {
  const difference = { entering: 12, leaving: 3, ...NONE_COOLING };
  expect(whose(consequencesOf({ difference, size: 40, before: VIP, after: VIP }))).toEqual([
    ["entering", 12],
    ["leaving", 3],
  ]);
});

test("what is newly done on entry is done for everybody who will be in", () => {
  const difference = { entering: 12, leaving: 3, ...NONE_COOLING };
  expect(whose(consequencesOf({ difference, size: 40, before: NO_ACTIONS, after: VIP }))).toEqual([["everybody", 49]]);
});

test("whom a cool-down holds back is counted, but not for a group that is let go of", () => {
  const difference = { entering: 12, leaving: 3, entering_cooling: 5, leaving_cooling: 2, staying_cooling: 7 };
  const cooling = (before: Actions, after: Actions) =>
    consequencesOf({ difference, size: 40, before, after }).map((one) => [one.whose, one.cooling]);
  expect(cooling(VIP, VIP)).toEqual([
    ["entering", 5],
    ["leaving", 2],
  ]);
  expect(cooling(NO_ACTIONS, VIP)).toEqual([["everybody", 12]]);
  expect(cooling(VIP, NO_ACTIONS)).toEqual([["letGo", 0]]);
});

test("who is in goes out of a group that is no longer given", () => {
  const difference = { entering: 0, leaving: 0, ...NONE_COOLING };
  expect(consequencesOf({ difference, size: 40, before: VIP, after: NO_ACTIONS })).toEqual([
    { whose: "letGo", count: 40, cooling: 0, done: { ungroup: "VIP", add: [], take: [] } },
  ]);
});

test("nothing follows from a segment that does nothing, or of which nobody moves", () => {
  const difference = { entering: 12, leaving: 3, ...NONE_COOLING };
  expect(consequencesOf({ difference, size: 40, before: NO_ACTIONS, after: NO_ACTIONS })).toEqual([]);
  expect(
    consequencesOf({ difference: { entering: 0, leaving: 0, ...NONE_COOLING }, size: 40, before: VIP, after: VIP }),
  ).toEqual([]);
});

test("a jump is more than 30 percent, of ten at least, and never out of nothing", () => {
  expect([isJump(40, 12), isJump(40, 13), isJump(9, 9), isJump(0, 500)]).toEqual([false, true, false, false]);
});
