/** How much an earning rule being written gives, in one sentence, from the kind's own template. */
import type { Json, KindInfo, Kinds } from "../../api/types";
import type { Formats } from "../../format/format";

export function stylesOf(kinds: Kinds): KindInfo[] {
  return kinds.earn_style ?? [];
}

export function styleSentence(kind: KindInfo, style: { [name: string]: Json }, format: Formats): string {
  return kind.sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = style[name];
    if (value === null || value === undefined || value === "") return "…";
    if (typeof value === "object" && !Array.isArray(value)) {
      const { amount, currency } = value;
      return amount ? format.money({ amount: String(amount), currency: String(currency ?? format.currency) }) : "…";
    }
    return /^-?\d+(\.\d+)?$/.test(String(value)) ? format.number(String(value)) : String(value);
  });
}
