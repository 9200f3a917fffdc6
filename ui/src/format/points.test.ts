import { expect, test } from "vitest";
import { calledIn, isUnnamed, keptOf } from "./points";

const UNNAMED = { singular: "point", plural: "points" };
const STARS = { singular: "star", plural: "stars" };
const PUNKT = { singular: "punkt", plural: "punktów" };

test("what nobody has named is called by the language's own word, and what somebody has as they did", () => {
  expect(calledIn("pl", UNNAMED)).toEqual(PUNKT);
  expect(calledIn("de", UNNAMED)).toEqual(UNNAMED);
  expect(calledIn("pl", STARS)).toEqual(STARS);
  expect([isUnnamed(UNNAMED), isUnnamed(STARS)]).toEqual([true, false]);
});

test("the language's own word that was only shown is not kept as a name", () => {
  expect(keptOf("pl", PUNKT, UNNAMED)).toEqual(UNNAMED);
  expect(keptOf("pl", STARS, UNNAMED)).toEqual(STARS);
  expect(keptOf("pl", PUNKT, PUNKT)).toEqual(PUNKT);
});
