/** How much an earning rule being written gives, in one sentence, from the kind's own template. */
import type { TFunction } from "i18next";
import type { Json, KindInfo, Kinds } from "../../api/types";
import type { Formats } from "../../format/format";
import type { Wrong } from "../../parts/schema";

export function stylesOf(kinds: Kinds): KindInfo[] {
  return kinds.earn_style ?? [];
}

type Style = { [name: string]: Json };

/** In the reader's language where the catalogues have the kind, else in the kind's own words. */
export function styleSentence(kind: KindInfo, style: Style, wrongs: [string, Wrong][], format: Formats, t: TFunction) {
  const open = new Set(wrongs.map(([name]) => name));
  const count = open.has("points") ? 2 : Number(style.points ?? 2);
  const template = t(`earnStyle.${kind.kind}` as "earnStyle.per_amount", { count, defaultValue: kind.sentence });
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => said(open.has(name) ? null : style[name], format));
}

function said(value: Json | undefined, format: Formats): string {
  if (value === null || value === undefined || value === "") return "…";
  if (typeof value === "object" && !Array.isArray(value)) {
    const { amount, currency } = value;
    return amount ? format.money({ amount: String(amount), currency: String(currency ?? format.currency) }) : "…";
  }
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? format.number(String(value)) : String(value);
}
