/** What an earning rule says besides its conditions, as its form holds it; what of it is sent, and what is usual. */
import type { Awaits, Counting, Delay, Limits, Products, RuleOut } from "../../../api/schema";
import type { Json, KindInfo } from "../../../api/types";
import type { Subject } from "../../../condition/vocabulary";
import type { Lifetime } from "../../../parts/LifetimeInput";
import { startOf, type Values } from "../../../parts/schema";
import { type Label, labelsFrom, labelsOf } from "../../promotions/editor/words";

export interface Words {
  name: string;
  style: Values;
  grant_status: RuleOut["grant_status"];
  lifetime: Lifetime;
  legal_entity: string;
  points_kind: string;
  active: boolean;
  stores: string[];
  groups: string[];
  /** Its condition is held by the editor. */
  products: Omit<Products, "condition">;
  counting: Counting;
  priority: number;
  stop: boolean;
  limits: Limits;
  delay: Delay | null;
  awaits: Awaits | null;
  as_of: RuleOut["as_of"];
  starts_at: string | null;
  ends_at: string | null;
  /** What customers read the points are for. */
  labels: Label[];
}

export type Body = Omit<Words, "products" | "labels"> & {
  products: Products;
  labels: Record<string, string>;
  condition: Json;
  version?: number;
};

export const ALL_PRODUCTS: Words["products"] = { which: "all", attribute: null, categories: [] };
export const USUAL_COUNTING: Counting = {
  tax: false,
  shipping: false,
  discounted: true,
  paid_with_points: false,
  paid_with_gift_cards: true,
};
export const NO_LIMITS: Limits = {
  per_order: null,
  per_day: null,
  per_period: null,
  period: "month",
  per_customer: null,
};

/** Who earns and by what: an order by what is in it, a customer by what they do, or both sides of a referral. */
export type Nature = "order" | "behaviour" | "referral";

export function natureOf(kind: KindInfo | undefined): Nature {
  if (kind?.group === "Behaviour") return "behaviour";
  return kind?.group === "Referrals" ? "referral" : "order";
}

export const subjectOf = (nature: Nature): Subject => (nature === "behaviour" ? "customer" : "order");

export const styleOf = (kind: KindInfo): Values => ({ kind: kind.kind, ...startOf(kind.schema) });

export function wordsOf(rule: RuleOut | null, first: KindInfo | undefined): Words {
  const { which, attribute, categories } = rule?.products ?? ALL_PRODUCTS;
  return {
    name: rule?.name ?? "",
    style: (rule?.style as Values | undefined) ?? (first ? styleOf(first) : {}),
    grant_status: rule?.grant_status ?? "complete",
    lifetime: rule?.lifetime ?? null,
    legal_entity: rule?.legal_entity ?? "Shop",
    points_kind: rule?.points_kind ?? "points",
    active: rule?.active ?? true,
    stores: rule?.stores ?? [],
    groups: rule?.groups ?? [],
    products: { which, attribute, categories },
    counting: rule?.counting ?? USUAL_COUNTING,
    priority: rule?.priority ?? 0,
    stop: rule?.stop ?? false,
    limits: rule?.limits ?? NO_LIMITS,
    delay: rule?.delay ?? null,
    awaits: rule?.awaits ?? null,
    as_of: rule?.as_of ?? "placed",
    starts_at: rule?.starts_at ?? null,
    ends_at: rule?.ends_at ?? null,
    labels: labelsOf(rule?.labels ?? {}),
  };
}

/** Which lines count, with nothing left of another choice. */
function productsOf({ which, attribute, categories }: Words["products"], lines: Json): Products {
  return {
    which,
    attribute: which === "marked" ? attribute : null,
    categories: which === "categories" ? categories : [],
    condition: which === "condition" ? (lines as Products["condition"]) : null,
  };
}

/** A lifetime of inactivity counts from when the points are available, whatever was chosen for another. */
function awaitsOf({ awaits, lifetime }: Words): Awaits | null {
  if (!awaits) return null;
  const lasts_from = lifetime?.counted === "inactivity" ? "available" : awaits.lasts_from;
  return { ...awaits, lasts_from, name: isNamed(awaits.action) ? (awaits.name ?? "").trim() : null };
}

/** What is sent. What only orders have is as usual for whatever isn't about the lines of one. */
export function bodyOf(words: Words, nature: Nature, condition: Json, lines: Json): Body {
  const body = {
    ...words,
    name: words.name.trim(),
    legal_entity: words.legal_entity.trim(),
    condition,
    products: productsOf(words.products, lines),
    awaits: awaitsOf(words),
    labels: labelsFrom(words.labels),
  };
  if (nature === "order") return body;
  const plain = { ...body, products: productsOf(ALL_PRODUCTS, null), counting: USUAL_COUNTING, stop: false };
  return nature === "referral" ? plain : { ...plain, grant_status: "complete", as_of: "placed" };
}

/** What points wait for that has a name: a list, or an event. */
export const isNamed = (action: Awaits["action"]): action is "subscription_confirmed" | "event" =>
  action === "subscription_confirmed" || action === "event";

export const isUsual = (value: unknown, usual: unknown): boolean => JSON.stringify(value) === JSON.stringify(usual);

/** Limits that a longer span has lower than a shorter one, which can't both hold. */
export function areOutOfOrder({ per_order, per_day, per_period, per_customer }: Limits): boolean {
  const told = [per_order, per_day, per_period, per_customer].filter((most) => most !== null);
  return told.some((most, index) => index > 0 && most < (told[index - 1] ?? 0));
}

export { faultUnder } from "../../../parts/schema";
