import { expect, test } from "vitest";
import { apart, onTop, type Written } from "./conflict";
import { wordsOf } from "./words";

const begun: Written = { ...wordsOf(null), name: "VIP", condition: { all: [] }, exclude: null };

test("what only others changed is taken over, and what was changed here is kept", () => {
  const stored = { ...begun, name: "Very important", description: "By them", hold_jumps: true };
  const mine = { ...begun, name: "Mine", condition: { any: [] } };

  expect(apart(mine, begun, stored)).toEqual([
    { part: "name", touched: true },
    { part: "description", touched: false },
    { part: "who", touched: true },
    { part: "hold_jumps", touched: false },
  ]);
  expect(onTop(mine, begun, stored)).toEqual({ ...stored, name: "Mine", condition: { any: [] } });
});

test("who is in is one part: of a condition and an exclusion that were written apart nothing new is made", () => {
  const stored = { ...begun, exclude: { all: [] } };
  const mine = { ...begun, condition: { any: [] } };

  expect(onTop(mine, begun, stored)).toEqual(mine);
});

test("nothing is apart where both wrote the same", () => {
  const both = { ...begun, name: "Same" };

  expect(apart(both, begun, both)).toEqual([]);
});
