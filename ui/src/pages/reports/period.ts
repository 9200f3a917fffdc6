/** The period of a report as the address holds it: a span that ends today, or two days. */
import { daysBefore } from "../../format/days";

export const SPANS = ["7", "30", "90", "365"] as const;
export const USUAL = "30";

export interface Period {
  from: string;
  to: string;
  /** The span that it is, or null of two days that were chosen. */
  span: string | null;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

export function periodOf(read: (name: string) => string, today: string): Period {
  const [from, to] = [read("from"), read("to")];
  if (isDay(from) && isDay(to) && from <= to && to <= today) return { from, to, span: null };
  const span = SPANS.find((one) => one === read("span")) ?? USUAL;
  return { from: daysBefore(today, Number(span) - 1), to: today, span };
}
