/** What a promotion says besides its conditions, as its form holds it; what of it is sent, and what is wrong in it. */
import type { PromotionIn, PromotionOut } from "../../../api/schema";
import type { Json, JsonSchema, KindInfo } from "../../../api/types";
import { wrongAmounts } from "../../../parts/compound";
import { FIRST_KIND } from "../../../parts/PointsKindSelect";
import { startOf, type Values, type Wrong, wrongsOf, wrongWith } from "../../../parts/schema";

export interface Label {
  language: string;
  text: string;
}

export interface Words {
  name: string;
  benefit: Values;
  labels: Label[];
  stores: string[];
  starts_at: string | null;
  ends_at: string | null;
  priority: number;
  lane: string;
  stop: PromotionOut["stop"];
  limits: { pieces: Json; amount: Json; floor: Json };
  coupon: PromotionOut["coupon"];
  code: string;
  uses: Json;
  uses_per_customer: Json;
  stay: { segment: string | null; uses: Json } | null;
  budget: Json;
  least_points: Json;
  least_points_kind: string;
  gives_back: boolean;
  nudges: boolean;
}

export const COUNT = { type: "integer", minimum: 1, maximum: 1_000_000_000 } as const satisfies JsonSchema;
export const PIECES = { type: "integer", minimum: 1, maximum: 1_000_000 } as const satisfies JsonSchema;
export const BUDGET = { type: "object", format: "money", exclusiveMinimum: 0 } as const satisfies JsonSchema;

const NO_LIMITS: Words["limits"] = { pieces: null, amount: null, floor: null };

export const benefitOf = (kind: KindInfo): Values => ({ kind: kind.kind, ...startOf(kind.schema) });

export const labelsOf = (labels: Record<string, string>): Label[] =>
  Object.entries(labels).map(([language, text]) => ({ language, text }));

export const labelsFrom = (labels: Label[]): Record<string, string> =>
  Object.fromEntries(labels.map(({ language, text }) => [language, text.trim()]));

export function wordsOf(promotion: PromotionOut | null, first: KindInfo | undefined, lane: string): Words {
  const stay = promotion?.per_stay ?? null;
  return {
    name: promotion?.name ?? "",
    benefit: (promotion?.benefit as Values | undefined) ?? (first ? benefitOf(first) : {}),
    labels: labelsOf(promotion?.labels ?? {}),
    stores: promotion?.stores ?? [],
    starts_at: promotion?.starts_at ?? null,
    ends_at: promotion?.ends_at ?? null,
    priority: promotion?.priority ?? 0,
    lane: promotion?.lane ?? lane,
    stop: promotion?.stop ?? "none",
    limits: { ...NO_LIMITS, ...(promotion?.limits as Partial<Words["limits"]> | undefined) },
    coupon: promotion?.coupon ?? "none",
    code: promotion?.code ?? "",
    uses: promotion?.uses ?? null,
    uses_per_customer: promotion?.uses_per_customer ?? null,
    stay: stay && { segment: stay.segment, uses: stay.uses },
    budget: (promotion?.budget as Json | undefined) ?? null,
    least_points: promotion?.least_points ?? null,
    least_points_kind: promotion?.least_points_kind ?? FIRST_KIND,
    gives_back: promotion?.gives_back ?? true,
    nudges: promotion?.nudges ?? false,
  };
}

/** What was given to a dictionary, without what wasn't. */
const given = (values: Record<string, Json | undefined>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as Values;

export type Body = Omit<PromotionIn, "state">;

export function bodyOf(words: Words, condition: Json, lines: Json): Body {
  const { stay, limits, labels, code, coupon, nudges, ...rest } = words;
  return {
    ...rest,
    name: words.name.trim(),
    benefit: given(words.benefit),
    labels: labelsFrom(labels),
    condition: condition as Body["condition"],
    lines: lines as Body["lines"],
    limits: given(limits),
    coupon,
    code: coupon === "code" ? code.trim() : null,
    uses: words.uses as number | null,
    uses_per_customer: words.uses_per_customer as number | null,
    per_stay: stay && { segment: stay.segment ?? "", uses: stay.uses as number },
    budget: words.budget as Body["budget"],
    least_points: words.least_points as number | null,
    nudges: nudges && condition !== null,
  };
}

/** A label that has no text, or whose language stands there twice. */
export const emptyLabel = (labels: Label[]): Label | undefined => labels.find((label) => label.text.trim() === "");

/** The fields that can't be sent, and what is wrong with each, in the order of the form. */
export function wrongsIn(words: Words, kind: KindInfo | undefined, places: number): [string, Wrong][] {
  const found: [string, Wrong | null][] = [];
  const empty: Wrong = { what: "empty", limit: 0 };
  if (kind) {
    for (const [name, wrong] of wrongsOf(kind.schema, words.benefit, places)) found.push([`/benefit/${name}`, wrong]);
  }
  if (words.coupon === "code" && words.code.trim() === "") found.push(["/code", empty]);
  found.push(["/uses", wrongWith(words.uses, COUNT, 0)]);
  found.push(["/uses_per_customer", wrongWith(words.uses_per_customer, COUNT, 0)]);
  if (words.stay) {
    if (!words.stay.segment) found.push(["/per_stay/segment", empty]);
    found.push(["/per_stay/uses", words.stay.uses === null ? empty : wrongWith(words.stay.uses, COUNT, 0)]);
  }
  found.push(["/budget", wrongWith(words.budget, BUDGET, places)]);
  found.push(["/least_points", wrongWith(words.least_points, COUNT, 0)]);
  found.push(["/limits/pieces", wrongWith(words.limits.pieces, PIECES, 0)]);
  for (const name of ["amount", "floor"] as const) {
    if (words.limits[name] !== null) found.push([`/limits/${name}`, wrongAmounts(words.limits[name], places)]);
  }
  const label = emptyLabel(words.labels);
  if (label) found.push([`/labels/${label.language}`, empty]);
  return found.filter((one): one is [string, Wrong] => one[1] !== null);
}
