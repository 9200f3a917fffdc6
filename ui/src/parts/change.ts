/** By which share something moved, with its sign; null where there is nothing to compare with. */
import type { Formats } from "../format/format";

export function change(now: number, before: number, format: Formats): string | null {
  if (before === 0) return null;
  const moved = (now - before) / Math.abs(before);
  return (moved > 0 ? "+" : "") + format.percent(moved);
}
