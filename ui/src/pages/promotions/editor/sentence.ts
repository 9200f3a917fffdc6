/** What a promotion being written gives, in one sentence in the reader's language. */
import type { TFunction } from "i18next";
import type { Json, KindInfo, Kinds } from "../../../api/types";
import type { Formats } from "../../../format/format";
import { amountsOf, partsOf, selectionOf, tiersOf } from "../../../parts/compound";
import type { Values } from "../../../parts/schema";

export const benefitsOf = (kinds: Kinds): KindInfo[] => kinds.benefit ?? [];

const GROUPS = ["Products", "Cart", "Steps", "Pieces", "Shipping"] as const;
const FIRST = "percent";

export const firstOf = (benefits: KindInfo[]) => benefits.find((one) => one.kind === FIRST) ?? benefits[0];

export function benefitLabel(kind: KindInfo, t: TFunction): string {
  return t(`benefit.label.${kind.kind}` as "benefit.label.percent", { defaultValue: kind.label });
}

/** The kinds as a list in groups, what most shops begin with first. */
export function groupedBenefits(benefits: KindInfo[], t: TFunction) {
  const others = [...new Set(benefits.map((one) => one.group))].filter((group) => !GROUPS.includes(group as "Cart"));
  return [...GROUPS, ...others]
    .map((group) => ({
      group: t(`benefit.group.${group}` as "benefit.group.Cart", { defaultValue: group }),
      items: benefits
        .filter((one) => one.group === group)
        .map((one) => ({ value: one.kind, label: benefitLabel(one, t) })),
    }))
    .filter((one) => one.items.length > 0);
}

/** What an argument is called and what it is for: of this kind where it means something of its own. */
export function argumentText(kind: string, name: string, what: "label" | "hint", t: TFunction): string {
  const of = (key: string) =>
    t(`benefit.argument.${key}.${what}` as "benefit.argument.percent.label", { defaultValue: "" });
  return of(`${kind}_${name}`) || of(name);
}

const OPEN = "…";

function amounts(value: Json | undefined, format: Formats): string {
  const said = amountsOf(value).filter((one) => one.amount !== "" && Number.isFinite(Number(one.amount)));
  return said.map((one) => format.money(one)).join(" / ") || OPEN;
}

const percent = (value: Json | undefined, format: Formats) =>
  Number(value) > 0 ? format.exactPercent(String(value)) : OPEN;

const number = (value: Json | undefined, format: Formats) =>
  Number.isInteger(value) ? format.number(Number(value)) : OPEN;

export type Naming = (category: string) => string;

function products(value: Json | undefined, named: Naming): string {
  const { skus, categories } = selectionOf(value);
  return [...skus, ...categories.map(named)].join(", ") || OPEN;
}

function tiers(value: Json | undefined, format: Formats, t: TFunction): string {
  const said = tiersOf(value).map((tier) => {
    const off = tier.off === undefined || tier.off === null ? percent(tier.percent, format) : amounts(tier.off, format);
    const byPieces = tier.at_least === null || typeof tier.at_least !== "object";
    const from = byPieces ? number(tier.at_least, format) : amounts(tier.at_least, format);
    return t(byPieces ? "benefit.tierOfPieces" : "benefit.tierOfAmount", { off, from });
  });
  return said.join(", ") || OPEN;
}

/** Kinds whose sentence is another by what they say. */
function templateOf({ kind, percent: part, what }: Values): string {
  if (kind === "buy_get" && Number(part ?? 100) === 100) return "buy_get_free";
  if (kind === "shipping_percent" && Number(part ?? 100) === 100) return "shipping_free";
  if (kind === "each_pieces" && what === "is the price of") return "each_pieces_price";
  return String(kind);
}

/** `open`: the arguments that are missing or wrong, of which nothing can be said yet. */
export function benefitSentence(
  kind: KindInfo,
  values: Values,
  format: Formats,
  t: TFunction,
  named: Naming,
  open: ReadonlySet<string> = new Set(),
): string {
  const parts = partsOf(values.parts).map(
    (part) => `${number(part.pieces, format)} × ${products(part.products as unknown as Json, named)}`,
  );
  const said: Record<string, string> = {
    percent: percent(values.percent, format),
    tiers: tiers(values.tiers, format, t),
    parts: parts.join(" + ") || OPEN,
    sku: values.sku ? String(values.sku) : OPEN,
    ...Object.fromEntries(["amount", "price", "off", "step"].map((name) => [name, amounts(values[name], format)])),
    ...Object.fromEntries(["buy", "get", "n", "pieces"].map((name) => [name, number(values[name], format)])),
  };
  if (typeof values.step === "number") said.step = number(values.step, format);
  for (const name of open) if (name in said) said[name] = OPEN;
  const template = `benefit.says.${templateOf(values)}` as "benefit.says.percent";
  const sentence = t(template, {
    ...said,
    defaultValue: kind.sentence.replaceAll(/\{(\w+)[^}]*\}/g, (_, name) => said[name] ?? OPEN),
  });
  return sentence + further(values, format, t, named);
}

/** Of which pieces a benefit is, and how often it is given, where that isn't the usual. */
function further(values: Values, format: Formats, t: TFunction, named: Naming): string {
  const most = (["times", "steps", "sets"] as const).map((counted) => {
    const value = values[`at_most_${counted}`];
    return (
      Number.isInteger(value) && t(`benefit.more.${counted}`, { count: Number(value), number: number(value, format) })
    );
  });
  return [
    values.bought && t("benefit.more.bought", { products: products(values.bought, named) }),
    values.over === "line" && !values.bought && t("benefit.more.line"),
    values.which === "lines" && t("benefit.more.lines"),
    ...most,
  ]
    .filter(Boolean)
    .join("");
}
