/** By which share something moved; null where there is nothing to compare with. */
import type { Formats } from "../format/format";

/** As a number, as files have it: 0.077 is 7.7 %, and a spreadsheet can go on with it. */
export function moved(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / Math.abs(before)) * 1e6) / 1e6;
}

/** The same as a person reads it, with its sign. */
export function change(now: number, before: number, format: Formats): string | null {
  const share = moved(now, before);
  return share === null ? null : (share > 0 ? "+" : "") + format.percent(share);
}
