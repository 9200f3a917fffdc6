/** Between which segments customers moved, out of what the report says. */
import type { ChangeOut, MovementOut } from "../../../api/schema";

/** Those in which somebody came or went, where most did first. */
export function busiest(report: MovementOut | undefined): ChangeOut[] {
  const moved = ({ periods: [now] }: ChangeOut) => (now ? now.came + now.went : 0);
  return [...(report?.segments ?? [])].filter((one) => moved(one) > 0).sort((one, other) => moved(other) - moved(one));
}

/** How many went from each of some segments, and from none of them, to each; null is `none`. */
export function movesBetween(segments: ChangeOut[], report: MovementOut | undefined, none: string) {
  const ids: (string | null)[] = [...segments.map((one) => one.id), null];
  const flows = new Map(report?.flows.map((flow) => [`${flow.source}>${flow.target}`, flow.customers[0]]));
  return {
    ids,
    names: [...segments.map((one) => one.name), none],
    counts: ids.map((from) => ids.map((to) => flows.get(`${from}>${to}`) ?? 0)),
  };
}
