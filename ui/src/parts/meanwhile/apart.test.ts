import { expect, test } from "vitest";
import { apart, changedHere } from "./apart";

const begun = { name: "Ten off", stores: [], uses: null, condition: { all: [] } };

test("what either of both changed is told, and whether it was changed here", () => {
  const stored = { ...begun, name: "Eleven off", uses: 5, version: 4 };
  const mine = { ...begun, name: "Twelve off", stores: ["north"] };

  expect(apart(mine, begun, stored, begun)).toEqual([
    { part: "name", touched: true, theirs: true },
    { part: "stores", touched: true, theirs: false },
    { part: "uses", touched: false, theirs: true },
  ]);
});

test("what both changed alike isn't apart", () => {
  expect(apart({ ...begun, uses: 5 }, begun, { ...begun, uses: 5 }, begun)).toEqual([]);
});

test("a condition that is only written another way by the server isn't told of", () => {
  const stored = { ...begun, condition: null };

  expect(apart(begun, begun, stored, stored)).toEqual([]);
});

test("only what was changed here is sent", () => {
  expect(changedHere({ ...begun, stores: ["north"] }, begun)).toEqual({ stores: ["north"] });
  expect(changedHere({ name: undefined }, { name: null })).toEqual({});
});
