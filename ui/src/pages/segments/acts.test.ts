import { expect, test } from "vitest";
import type { Actions } from "../../api/schema";
import { consequencesOf, isJump, NO_ACTIONS } from "./acts";

const VIP = { ...NO_ACTIONS, group: "VIP", on_leaving: { add: ["was VIP"], take: [] } };
/** Of a segment that has treated all of its 40 members, of whom nobody waits. */
function moved(entering: number, leaving: number, cooling: [number, number, number] = [0, 0, 0]) {
  const [entering_cooling, leaving_cooling, staying_cooling] = cooling;
  const due = {
    treated: 40,
    due_entering: entering,
    due_leaving: leaving,
    due_entering_cooling: entering_cooling,
    due_leaving_cooling: leaving_cooling,
    waiting_entering: 0,
    waiting_leaving: 0,
  };
  return { entering, leaving, entering_cooling, leaving_cooling, staying_cooling, ...due };
}

const whose = (found: ReturnType<typeof consequencesOf>) => found.map((one) => [one.whose, one.count]);

test("those who come and go are treated as always when only the condition changes", () => {
  const difference = moved(12, 3);
  expect(whose(consequencesOf({ difference, size: 40, before: VIP, after: VIP }))).toEqual([
    ["entering", 12],
    ["leaving", 3],
  ]);
});

test("what is newly done on entry is done for everybody who will be in", () => {
  const difference = moved(12, 3);
  expect(whose(consequencesOf({ difference, size: 40, before: NO_ACTIONS, after: VIP }))).toEqual([["everybody", 49]]);
});

test("whom a cool-down holds back is counted, but not for a group that is let go of", () => {
  const difference = moved(12, 3, [5, 2, 7]);
  const cooling = (before: Actions, after: Actions) =>
    consequencesOf({ difference, size: 40, before, after }).map((one) => [one.whose, one.cooling]);
  expect(cooling(VIP, VIP)).toEqual([
    ["entering", 5],
    ["leaving", 2],
  ]);
  expect(cooling(NO_ACTIONS, VIP)).toEqual([["everybody", 12]]);
  expect(cooling(VIP, NO_ACTIONS)).toEqual([["letGo", 0]]);
});

test("who came before and waits is among them, and nothing is taken back from whom nothing was given", () => {
  const difference = { ...moved(2, 30), due_entering: 5, waiting_entering: 3, due_leaving: 0 };
  expect(consequencesOf({ difference, size: 40, before: VIP, after: VIP })).toEqual([
    { whose: "entering", count: 5, cooling: 0, waiting: 3, done: { group: "VIP", add: [], take: [] } },
  ]);
});

test("who is in goes out of a group that is no longer given", () => {
  const difference = moved(0, 0);
  expect(consequencesOf({ difference, size: 40, before: VIP, after: NO_ACTIONS })).toEqual([
    { whose: "letGo", count: 40, cooling: 0, waiting: 0, done: { ungroup: "VIP", add: [], take: [] } },
  ]);
});

test("nothing follows from a segment that does nothing, or of which nobody moves", () => {
  const difference = moved(12, 3);
  expect(consequencesOf({ difference, size: 40, before: NO_ACTIONS, after: NO_ACTIONS })).toEqual([]);
  expect(consequencesOf({ difference: moved(0, 0), size: 40, before: VIP, after: VIP })).toEqual([]);
});

test("a jump is more than 30 percent, of ten at least, and never out of nothing", () => {
  expect([isJump(40, 12), isJump(40, 13), isJump(9, 9), isJump(0, 500)]).toEqual([false, true, false, true]);
});
