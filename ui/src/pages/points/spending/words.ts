/** What a spending rule says besides its condition, as its form holds it; what of it is sent. */
import type { SpendingRuleOut } from "../../../api/schema";
import type { Json, JsonSchema } from "../../../api/types";
import type { Values } from "../../../parts/schema";
import { type Wrong, wrongWith } from "../../../parts/schema";

export interface Words {
  name: string;
  points: Json;
  /** What a step takes off: so much, or a percentage. */
  off: "amount" | "percent";
  amount: Json;
  percent: Json;
  least: Json;
  most: Json;
  share: Json;
  shipping: boolean;
  stores: string[];
  groups: string[];
  starts_at: string | null;
  ends_at: string | null;
  priority: number;
  legal_entity: string;
  points_kind: string;
  active: boolean;
}

export type Body = Pick<
  Words,
  "name" | "stores" | "groups" | "starts_at" | "ends_at" | "priority" | "legal_entity" | "points_kind" | "active"
> & {
  exchange: Values;
  condition: Json;
  version?: number;
};

export function wordsOf(rule: SpendingRuleOut | null): Words {
  const exchange = (rule?.exchange ?? {}) as Values;
  return {
    name: rule?.name ?? "",
    points: exchange.points ?? 1,
    off: exchange.percent === undefined ? "amount" : "percent",
    amount: exchange.amount ?? null,
    percent: exchange.percent ?? null,
    least: exchange.least ?? null,
    most: exchange.most ?? null,
    share: exchange.share ?? null,
    shipping: exchange.shipping !== false,
    stores: rule?.stores ?? [],
    groups: rule?.groups ?? [],
    starts_at: rule?.starts_at ?? null,
    ends_at: rule?.ends_at ?? null,
    priority: rule?.priority ?? 0,
    legal_entity: rule?.legal_entity ?? "Shop",
    points_kind: rule?.points_kind ?? "points",
    active: rule?.active ?? true,
  };
}

export function bodyOf(words: Words, condition: Json): Body {
  const { name, stores, groups, starts_at, ends_at, priority, active, off } = words;
  const said = { points: words.points, [off]: words[off], least: words.least, most: words.most, share: words.share };
  const exchange = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)) as Values;
  return {
    name: name.trim(),
    exchange: { ...exchange, shipping: words.shipping },
    condition,
    stores,
    groups,
    starts_at,
    ends_at,
    priority,
    legal_entity: words.legal_entity.trim(),
    points_kind: words.points_kind,
    active,
  };
}

const POINTS: JsonSchema = { type: "integer", format: "points", minimum: 1, maximum: 1_000_000_000_000 };

/** How each number of an exchange is entered. */
export const SCHEMAS = {
  points: POINTS,
  amount: { type: "object", format: "money", exclusiveMinimum: 0 },
  percent: { type: "string", format: "percent" },
  least: POINTS,
  most: POINTS,
  share: { type: "string", format: "percent", maximum: 100 },
} as const satisfies Record<string, JsonSchema>;

export type Numeric = keyof typeof SCHEMAS;

/** The number that is missing or can't be taken first, and what is wrong with it. */
export function wrongOf(words: Words, places: number): [Numeric, Wrong] | null {
  for (const name of ["points", words.off] as const) {
    if (words[name] === null) return [name, { what: "empty", limit: 0 }];
  }
  for (const name of ["points", words.off, "least", "most", "share"] as const) {
    const wrong = wrongWith(words[name], SCHEMAS[name], places);
    if (wrong) return [name, wrong];
  }
  const [least, most] = [Number(words.least ?? 0), Number(words.most ?? Number.POSITIVE_INFINITY)];
  return most < least ? ["most", { what: "least", limit: least }] : null;
}

export const spendingPath = (id: string) => `/points/spending/${encodeURIComponent(id)}`;
