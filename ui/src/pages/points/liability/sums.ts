/** The report of what is owed, added up for charts: over legal entities, month by month, without gaps. */
import type { EndingOut, LiabilityOut, MonthOut } from "../../../api/schema";

export const PARTS = ["earned", "returned", "adjusted", "spent", "ended", "reversed"] as const;
type Part = (typeof PARTS)[number];
export type MonthSums = { month: string; outstanding: number } & Record<Part, number>;

/** As many legal entities have an area of their own; the smallest of more are drawn as one. */
export const MOST_AREAS = 5;
/** As many months ahead are drawn one by one. */
export const AHEAD = 24;

/** The months of one legal entity, or of all together. */
export function monthly(months: MonthOut[], entity: string | null): MonthSums[] {
  const sums = new Map<string, MonthSums>();
  for (const one of months) {
    if (entity !== null && one.legal_entity !== entity) continue;
    const sum = sums.get(one.month) ?? { ...NOTHING, month: one.month };
    for (const part of [...PARTS, "outstanding"] as const) sum[part] += one[part];
    sums.set(one.month, sum);
  }
  return [...sums.values()].sort((one, other) => (one.month < other.month ? -1 : 1));
}

const NOTHING = { earned: 0, returned: 0, adjusted: 0, spent: 0, ended: 0, reversed: 0, outstanding: 0 };

export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const after = year * 12 + number;
  return `${String(Math.floor(after / 12)).padStart(4, "0")}-${String((after % 12) + 1).padStart(2, "0")}-01`;
}

/** The legal entities that owe most now, the most first, and whether there are others. */
export function largest(months: MonthOut[]): { names: string[]; others: boolean } {
  const last = months
    .map((one) => one.month)
    .sort()
    .at(-1);
  const now = months.filter((one) => one.month === last).sort((one, other) => other.outstanding - one.outstanding);
  const names = now.map((one) => one.legal_entity);
  return { names: names.slice(0, MOST_AREAS), others: names.length > MOST_AREAS };
}

/** What was outstanding at each month's end: of each of these, and of the others together at the end. */
export function outstandingOf(months: MonthOut[], names: string[]): { month: string; points: number[] }[] {
  const found = new Map<string, number[]>();
  for (const one of months) {
    const points = found.get(one.month) ?? Array.from({ length: names.length + 1 }, () => 0);
    const at = names.indexOf(one.legal_entity);
    const place = at < 0 ? names.length : at;
    points[place] = (points[place] ?? 0) + one.outstanding;
    found.set(one.month, points);
  }
  return [...found.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([month, points]) => ({ month, points }));
}

export interface Endings {
  months: { month: string; points: number }[];
  /** What ends after the last of the months. */
  later: number;
  never: number;
}

/** What ends in which month from that of `first` on, without gaps. */
export function endingsOf(endings: EndingOut[], entity: string | null, first: string): Endings {
  const told: Endings = { months: [], later: 0, never: 0 };
  const sums = new Map<string, number>();
  for (const one of endings) {
    if (entity !== null && one.legal_entity !== entity) continue;
    if (one.month === null) told.never += one.points;
    else sums.set(one.month, (sums.get(one.month) ?? 0) + one.points);
  }
  const last = [...sums.keys()].sort().at(-1);
  for (let month = first; last && month <= last && told.months.length < AHEAD; month = nextMonth(month)) {
    told.months.push({ month, points: sums.get(month) ?? 0 });
    sums.delete(month);
  }
  for (const points of sums.values()) told.later += points;
  return told;
}

export interface Outlook {
  month: string;
  /** Null where it is yet to come. */
  outstanding: number | null;
  /** Null before the month from which it is expected. */
  expected: number | null;
}

/** The last months and those to come, joined at the month that it is. */
export function outlook(report: LiabilityOut, back: number): Outlook[] {
  const past = monthly(report.months, null).slice(-back);
  const now = past.at(-1);
  return [
    ...past.map(({ month, outstanding }) => ({
      month,
      outstanding,
      expected: month === now?.month ? outstanding : null,
    })),
    ...report.forecast.map(({ month, outstanding }) => ({ month, outstanding: null, expected: outstanding })),
  ];
}
