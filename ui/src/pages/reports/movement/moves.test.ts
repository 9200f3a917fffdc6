import { expect, test } from "vitest";
import type { MovementOut } from "../../../api/schema";
import { busiest, movesBetween } from "./moves";

const segment = (id: string, came: number, went: number) => ({
  id,
  name: id.toUpperCase(),
  known_since: "2026-01-01",
  periods: [{ before: went, after: came, stayed: 0, came, went }],
});
const report: MovementOut = {
  periods: [],
  segments: [segment("still", 0, 0), segment("a", 2, 0), segment("b", 1, 4)],
  flows: [
    { source: "b", target: "a", customers: [2, 0] },
    { source: "b", target: null, customers: [1, 0] },
    { source: null, target: "b", customers: [1, 9] },
  ],
};

test("where most moved comes first, and where nobody did isn't there", () => {
  expect(busiest(report).map((one) => one.id)).toEqual(["b", "a"]);
  expect(busiest(undefined)).toEqual([]);
});

test("it is told how many went from each to each in the period asked about", () => {
  expect(movesBetween(busiest(report), report, "none")).toEqual({
    ids: ["b", "a", null],
    names: ["B", "A", "none"],
    counts: [
      [0, 2, 1],
      [0, 0, 0],
      [1, 0, 0],
    ],
  });
});
