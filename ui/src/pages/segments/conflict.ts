/** Somebody else saved meanwhile: what is apart between what is stored and what is written here, and both put together. */
import type { Conditions, Words } from "./words";

export type Written = Words & Conditions;

const PARTS = {
  name: ["name"],
  description: ["description"],
  who: ["condition", "exclude"],
  applies_to: ["applies_to"],
  stores: ["stores"],
  actions: ["actions"],
  hold_jumps: ["hold_jumps"],
  refresh: ["refresh"],
} as const satisfies Record<string, readonly (keyof Written)[]>;

export type Part = keyof typeof PARTS;

export interface Apart {
  part: Part;
  /** Whether it was changed here; else what is stored is taken over. */
  touched: boolean;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const sameIn = (part: Part, one: Written, other: Written) => PARTS[part].every((key) => same(one[key], other[key]));

/** The parts in which what is written here is not what is stored. `begun` is what was stored when writing began. */
export function apart(mine: Written, begun: Written, stored: Written): Apart[] {
  return (Object.keys(PARTS) as Part[])
    .filter((part) => !sameIn(part, mine, stored))
    .map((part) => ({ part, touched: !sameIn(part, mine, begun) }));
}

/** What is written here on top of what is stored: whatever was not touched here is as it is stored now. */
export function onTop(mine: Written, begun: Written, stored: Written): Written {
  const untouched = apart(mine, begun, stored).filter(({ touched }) => !touched);
  const taken = untouched.flatMap(({ part }) => PARTS[part].map((key) => [key, stored[key]]));
  return { ...mine, ...Object.fromEntries(taken) };
}
