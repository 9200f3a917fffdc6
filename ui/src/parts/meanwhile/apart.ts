/** Somebody else saved meanwhile: what they changed and what was changed here, part by part of what is sent. */
export type Said = Record<string, unknown>;

export interface Apart {
  part: string;
  /** Whether it was changed here; else what is stored stays. */
  touched: boolean;
  /** Whether it was changed in what is stored. */
  theirs: boolean;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The parts that one of both has changed and that aren't the same now. `begun` is what would have been sent when writing
 * began, `before` what was stored then. */
export function apart(mine: Said, begun: Said, stored: Said, before: Said): Apart[] {
  return Object.keys(mine)
    .map((part) => ({ part, touched: !same(mine[part], begun[part]), theirs: !same(stored[part], before[part]) }))
    .filter(({ part, touched, theirs }) => (touched || theirs) && !same(mine[part], stored[part]));
}

/** What was changed here alone, so that whatever else is stored stays. */
export function changedHere(mine: Said, begun: Said): Said {
  return Object.fromEntries(Object.entries(mine).filter(([part, value]) => !same(value, begun[part])));
}
