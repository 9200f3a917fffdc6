/** What an answer about overlap says of one segment, and in words of any. */
import type { ComparedOut, OverlapOut } from "../../../api/schema";

/** Another segment as seen from one: how many are in both, and which share of each that is. */
export interface Beside {
  other: ComparedOut;
  both: number;
  ofThis: number;
  ofOther: number;
}

/** All others, those with the most in common first; null where the segment is not among those compared. */
export function besides(found: OverlapOut, id: string): Beside[] | null {
  const at = found.segments.findIndex((one) => one.id === id);
  if (at < 0) return null;
  return found.segments
    .map((other, n) => ({
      other,
      both: found.both[at]?.[n] ?? 0,
      ofThis: found.share[at]?.[n] ?? 0,
      ofOther: found.share[n]?.[at] ?? 0,
    }))
    .filter(({ other }) => other.id !== id)
    .sort((one, other) => other.both - one.both || one.other.name.localeCompare(other.other.name));
}

/** Two segments of which something should be said: that they are as good as one, or that one lies in the other. */
export interface Remark {
  kind: "equal" | "contained";
  /** Of a containment the one that lies within. */
  one: ComparedOut;
  other: ComparedOut;
  share: number;
}

export function remarksOf(found: OverlapOut, about?: string): Remark[] {
  const named = new Map(found.segments.map((one) => [one.id, one]));
  const remarks: Remark[] = [];
  const add = (kind: Remark["kind"], one: string, other: string, share: number) => {
    const [first, second] = [named.get(one), named.get(other)];
    if (first && second && (about === undefined || about === one || about === other)) {
      remarks.push({ kind, one: first, other: second, share });
    }
  };
  for (const { one, other, jaccard } of found.nearly_equal) {
    // Of two that are alike the one that is asked about is named first.
    const [first, second] = other === about ? [other, one] : [one, other];
    add("equal", first, second, jaccard);
  }
  for (const pair of found.contained) add("contained", pair.inner, pair.outer, pair.share);
  return remarks;
}

/** As many can be compared in exact combinations. */
export const MOST = 12;

export const comparePath = (ids: readonly string[]) =>
  ids.length > 0 ? `/segments/compare?ids=${ids.map(encodeURIComponent).join(",")}` : "/segments/compare";
