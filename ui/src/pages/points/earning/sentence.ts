/** How much an earning rule being written gives, in one sentence, from the kind's own template. */
import type { TFunction } from "i18next";
import type { Json, KindInfo, Kinds } from "../../../api/types";
import type { Formats } from "../../../format/format";
import type { Wrong } from "../../../parts/schema";

export function stylesOf(kinds: Kinds): KindInfo[] {
  return kinds.earn_style ?? [];
}

const GROUPS = ["Orders", "Products", "Behaviour", "Referrals"] as const;

/** The kinds as a list in groups, what most shops begin with first. */
export function groupedStyles(styles: KindInfo[], t: TFunction) {
  const others = [...new Set(styles.map((one) => one.group))].filter((group) => !GROUPS.includes(group as "Orders"));
  return [...GROUPS, ...others]
    .map((group) => ({
      group: t(`earnGroup.${group}` as "earnGroup.Orders", { defaultValue: group }),
      items: styles
        .filter((one) => one.group === group)
        .map((one) => ({ value: one.kind, label: styleLabel(one, t) }))
        .sort((a, b) => ORDER.indexOf(a.value) - ORDER.indexOf(b.value)),
    }))
    .filter((one) => one.items.length > 0);
}

const ORDER = ["per_amount", "percent", "fixed", "multiplier"];

export function styleLabel(kind: KindInfo, t: TFunction): string {
  return t(`earnLabel.${kind.kind}` as "earnLabel.per_amount", { defaultValue: kind.label });
}

/** The style that a form begins with: the most usual one, if the server has it. */
export const firstOf = (styles: KindInfo[]) => styles.find((one) => one.kind === ORDER[0]) ?? styles[0];

type Style = { [name: string]: Json };

/** Kinds whose sentence is another by what they say. */
function templateOf(style: Style): string {
  const least = isNothing(style.at_least) ? "" : "_least";
  if (style.kind === "fixed") return `fixed${least}`;
  if (style.kind === "review_approved") return style.once_per_product ? "review_approved_product" : style.kind;
  return style.kind === "referral" ? `referral_${style.whose ?? "referrer"}${least}` : String(style.kind);
}

/** In the reader's language where the catalogues have the kind, else in the kind's own words. */
export function styleSentence(kind: KindInfo, style: Style, wrongs: [string, Wrong][], format: Formats, t: TFunction) {
  const open = new Set(wrongs.map(([name]) => name));
  const count = open.has("points") ? 2 : Number(style.points ?? 2);
  const template = t(`earnStyle.${templateOf(style)}` as "earnStyle.per_amount", {
    count,
    defaultValue: kind.sentence,
  });
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    open.has(name) ? "…" : said(name, style[name], format, t),
  );
}

const amountIn = (value: Json | undefined) =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value.amount : value;

function isNothing(value: Json | undefined): boolean {
  const amount = amountIn(value);
  return amount === undefined || amount === null || Number(amount) === 0;
}

function said(name: string, value: Json | undefined, format: Formats, t: TFunction): string {
  if (value === null || value === undefined || value === "") return "…";
  if (name === "bonuses") return bonuses(value, format, t);
  if (name === "percent") return Number(value) > 0 ? format.exactPercent(String(value)) : "…";
  if (typeof value === "object" && !Array.isArray(value)) {
    const { amount, currency } = value;
    return amount ? format.money({ amount: String(amount), currency: String(currency ?? format.currency) }) : "…";
  }
  const text = String(value);
  if (/^-?\d+(\.\d+)?$/.test(text)) return format.number(text);
  return t(`enum.${text}` as "enum.days", { defaultValue: text });
}

const SHOWN = 3;

/** "30 for MUG-XL, 10 for TEE-1 and 4 more" */
function bonuses(value: Json, format: Formats, t: TFunction): string {
  const rows = Object.entries((value ?? {}) as Style);
  const shown = rows
    .slice(0, SHOWN)
    .map(([sku, points]) => t("sku.says", { sku, number: format.number(Number(points)) }));
  const more = rows.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` ${t("value.more", { count: more })}` : "") || "…";
}
