import { expect, test } from "vitest";
import type { MonthOut } from "../../../api/schema";
import { endingsOf, largest, monthly, nextMonth, outlook, outstandingOf } from "./sums";

const NOTHING = { earned: 0, returned: 0, adjusted: 0, spent: 0, ended: 0, reversed: 0 };
const month = (month: string, legal_entity: string, outstanding: number, part: Partial<MonthOut> = {}): MonthOut => ({
  ...NOTHING,
  month,
  legal_entity,
  outstanding,
  ...part,
});
const MARCH = "2026-03-01";
const APRIL = "2026-04-01";
const MONTHS = [
  month(MARCH, "North", 50, { earned: 50 }),
  month(APRIL, "North", 30, { spent: -20 }),
  month(APRIL, "South", 70, { earned: 80, ended: -10 }),
];

test("legal entities are added up, or one is taken", () => {
  const ofAll = monthly(MONTHS, null);

  expect(ofAll.map((one) => [one.month, one.earned, one.spent, one.outstanding])).toEqual([
    [MARCH, 50, 0, 50],
    [APRIL, 80, -20, 100],
  ]);
  expect(monthly(MONTHS, "South").map((one) => one.outstanding)).toEqual([70]);
});

test("who owes most now is drawn first, and many small ones together", () => {
  const many = "abcdefg".split("").map((name, index) => month(APRIL, name, index));

  expect(largest(MONTHS)).toEqual({ names: ["South", "North"], others: false });
  expect(largest(many)).toEqual({ names: ["g", "f", "e", "d", "c"], others: true });
  expect(outstandingOf(many, ["g"])).toEqual([{ month: APRIL, points: [6, 15] }]);
});

test("a month in which nothing ends is no gap", () => {
  const ends = (month: string | null, points: number) => ({ month, legal_entity: "North", points, customers: 1 });

  const told = endingsOf([ends("2026-06-01", 5), ends("2029-01-01", 7), ends(null, 9)], null, APRIL);

  expect(told.months.slice(0, 3)).toEqual([
    { month: APRIL, points: 0 },
    { month: "2026-05-01", points: 0 },
    { month: "2026-06-01", points: 5 },
  ]);
  expect([told.months.length, told.later, told.never]).toEqual([24, 7, 9]);
  expect(endingsOf([ends(null, 9)], "South", APRIL)).toEqual({ months: [], later: 0, never: 0 });
});

test("what is expected begins where what was ends", () => {
  const next = { month: "2026-05-01", ended: 1, spent: 2, earned: 3, outstanding: 100 };

  expect(outlook({ points_kind: "points", at: "", months: MONTHS, endings: [], forecast: [next] }, 12)).toEqual([
    { month: MARCH, outstanding: 50, expected: null },
    { month: APRIL, outstanding: 100, expected: 100 },
    { month: "2026-05-01", outstanding: null, expected: 100 },
  ]);
});

test("a year ends with December", () => {
  expect([nextMonth("2026-11-01"), nextMonth("2026-12-01")]).toEqual(["2026-12-01", "2027-01-01"]);
});
