/** What is wrong with values that are more than a number: money in currencies, products, sets of them, tiers. */
import type { Json } from "../api/types";
import { type Wrong, wrongWith } from "./schema";

export interface MoneyValue {
  amount: string;
  currency: string;
}

export interface SelectionValue {
  skus: string[];
  categories: string[];
}

export interface PartValue {
  products: SelectionValue;
  pieces: Json;
}

export interface TierValue {
  at_least: Json;
  percent?: Json;
  off?: Json;
}

const EMPTY: Wrong = { what: "empty", limit: 0 };
const AMOUNT = { type: "object", format: "money", exclusiveMinimum: 0 } as const;
const LEAST_AMOUNT = { type: "object", format: "money", minimum: 0 } as const;
const PIECES = { type: "integer", minimum: 1, maximum: 1_000_000 } as const;
const PART = { type: "string", format: "percent", maximum: 100 } as const;

const isRecord = (value: Json | undefined): value is { [name: string]: Json } =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Decimals of a currency, which browsers know. */
export function placesIn(currency: string): number {
  try {
    const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Money in one or more currencies as a list; the API gives and takes a single one without a list around it. */
export function amountsOf(value: Json | undefined): MoneyValue[] {
  const listed = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return listed.flatMap((one) =>
    isRecord(one) ? [{ amount: String(one.amount ?? ""), currency: String(one.currency ?? "") }] : [],
  );
}

export function amountsFrom(listed: MoneyValue[]): Json {
  const [first] = listed;
  if (!first || (listed.length === 1 && first.amount.trim() === "")) return null;
  return (listed.length === 1 ? first : listed) as unknown as Json;
}

export function wrongAmounts(value: Json | undefined, places: number): Wrong | null {
  const listed = amountsOf(value);
  if (listed.length === 0) return EMPTY;
  for (const [index, one] of listed.entries()) {
    if (one.amount.trim() === "" || one.currency === "") return EMPTY;
    const wrong = wrongWith(one as unknown as Json, AMOUNT, index === 0 ? places : placesIn(one.currency));
    if (wrong) return wrong;
  }
  return null;
}

export function selectionOf(value: Json | undefined): SelectionValue {
  const texts = (name: string) =>
    isRecord(value) && Array.isArray(value[name]) ? (value[name] as Json[]).map(String) : [];
  return { skus: texts("skus"), categories: texts("categories") };
}

const namesNothing = ({ skus, categories }: SelectionValue) => skus.length + categories.length === 0;

export function partsOf(value: Json | undefined): PartValue[] {
  if (!Array.isArray(value)) return [];
  return value.map((one) =>
    isRecord(one)
      ? { products: selectionOf(one.products), pieces: one.pieces ?? 1 }
      : { products: selectionOf(null), pieces: 1 },
  );
}

export function wrongParts(value: Json | undefined): Wrong | null {
  const parts = partsOf(value);
  if (parts.length === 0 || parts.some((part) => namesNothing(part.products) || part.pieces === null)) return EMPTY;
  return parts.map((part) => wrongWith(part.pieces, PIECES, 0)).find((wrong) => wrong !== null) ?? null;
}

export function tiersOf(value: Json | undefined): TierValue[] {
  return Array.isArray(value) ? value.filter(isRecord).map((one) => one as unknown as TierValue) : [];
}

const numberOf = (value: Json): number => Number(isRecord(value) ? value.amount : value);

/** The tier that begins no higher than the one before it; -1 when they grow. */
export function notGrowing(tiers: TierValue[]): number {
  return tiers.findIndex((tier, index) => {
    const before = tiers[index - 1];
    return before !== undefined && numberOf(tier.at_least) <= numberOf(before.at_least);
  });
}

function wrongTier(tier: TierValue, byAmount: boolean, places: number): Wrong | null {
  if ([null, undefined, ""].includes(tier.at_least as string | null)) return EMPTY;
  const least = wrongWith(tier.at_least, byAmount ? LEAST_AMOUNT : PIECES, places);
  if (least) return least;
  if (tier.off !== undefined && tier.off !== null) return wrongAmounts(tier.off, places);
  if (tier.percent === undefined || tier.percent === null || tier.percent === "") return EMPTY;
  return wrongWith(tier.percent, PART, places);
}

export function wrongTiers(value: Json | undefined, byAmount: boolean, places: number): Wrong | null {
  const tiers = tiersOf(value);
  if (tiers.length === 0) return EMPTY;
  const wrong = tiers.map((tier) => wrongTier(tier, byAmount, places)).find((one) => one !== null);
  if (wrong) return wrong;
  return notGrowing(tiers) < 0 ? null : { what: "order", limit: 0 };
}

/** What is wrong with the value of a compound format; undefined: the format is none of these. */
export function wrongCompound(format: string | undefined, value: Json | undefined, places: number) {
  switch (format) {
    case "amounts":
      return wrongAmounts(value, places);
    case "selection":
      return namesNothing(selectionOf(value)) ? EMPTY : null;
    case "parts":
      return wrongParts(value);
    case "amount_tiers":
      return wrongTiers(value, true, places);
    case "piece_tiers":
      return wrongTiers(value, false, places);
    default:
      return undefined;
  }
}
