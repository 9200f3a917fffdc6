/** By which share something moved; null where there is nothing to compare with. */
import type { Formats } from "../format/format";

/** A figure, or none where it is of nothing, as an average is of no orders. */
type Figure = number | null;

/** As a number, as files have it: 0.077 is 7.7 %, and a spreadsheet can go on with it. */
export function moved(now: Figure, before: Figure): number | null {
  return now === null || before === null || before === 0
    ? null
    : Math.round(((now - before) / Math.abs(before)) * 1e6) / 1e6;
}

/** The same as a person reads it, with its sign. */
export function change(now: Figure, before: Figure, format: Formats): string | null {
  const share = moved(now, before);
  if (share === null) return null;
  const shown = Math.round(share * 1000) / 1000; // as many digits as are told: less than half of a tenth has no sign
  return (shown > 0 ? "+" : "") + format.percent(shown === 0 ? 0 : share);
}
