/** Times of day, with 24 hours in every language. */

const TYPED = /^(\d{1,2})(?:[:. ]?([0-5]\d))?$/;

/** What was typed as a time: "9", "9.30" and "0930" are 09:00 and 09:30; null where it is none. */
export function wholeTime(typed: string): string | null {
  const [, hour, minute = "00"] = TYPED.exec(typed.trim()) ?? [];
  return hour !== undefined && Number(hour) < 24 ? `${hour.padStart(2, "0")}:${minute}` : null;
}
