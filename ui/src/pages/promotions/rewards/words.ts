/** What a reward says besides its condition, as its form holds it; what of it is sent, and what is wrong in it. */
import type { RewardIn, RewardOut } from "../../../api/schema";
import type { Json, JsonSchema } from "../../../api/types";
import type { Lifetime } from "../../../parts/LifetimeInput";
import { type Wrong, wrongWith } from "../../../parts/schema";
import { emptyLabel, type Label, labelsFrom, labelsOf } from "../editor/words";

export interface Words {
  name: string;
  promotion: string | null;
  points: Json;
  points_kind: string;
  least_points: Json;
  lifetime: Lifetime;
  uses: Json;
  labels: Label[];
  template: string | null;
  active: boolean;
}

export const COUNT = {
  type: "integer",
  format: "points",
  minimum: 1,
  maximum: 1_000_000_000,
} as const satisfies JsonSchema;

export function wordsOf(reward: RewardOut | null): Words {
  return {
    name: reward?.name ?? "",
    promotion: reward?.promotion ?? null,
    points: reward?.points ?? null,
    points_kind: reward?.points_kind ?? "points",
    least_points: reward?.least_points ?? null,
    lifetime: reward ? reward.lifetime : { amount: 1, unit: "months", counted: "after" },
    uses: reward?.uses ?? 1,
    labels: labelsOf(reward?.labels ?? {}),
    template: reward?.template ?? null,
    active: reward?.active ?? true,
  };
}

export function bodyOf(words: Words, condition: Json): RewardIn {
  return {
    name: words.name.trim(),
    promotion: words.promotion ?? "",
    points: words.points as number,
    points_kind: words.points_kind,
    least_points: words.least_points as number | null,
    lifetime: words.lifetime,
    uses: words.uses as number,
    labels: labelsFrom(words.labels),
    template: words.template,
    active: words.active,
    condition: condition as RewardIn["condition"],
  };
}

/** The field that can't be sent first, and what is wrong with it. */
export function wrongOf(words: Words): [string, Wrong] | null {
  const empty: Wrong = { what: "empty", limit: 0 };
  if (words.promotion === null) return ["/promotion", empty];
  for (const name of ["points", "least_points", "uses"] as const) {
    if (words[name] === null && name !== "least_points") return [`/${name}`, empty];
    const wrong = wrongWith(words[name], COUNT, 0);
    if (wrong) return [`/${name}`, wrong];
  }
  if (words.lifetime && !(words.lifetime.amount > 0)) return ["/lifetime", empty];
  const label = emptyLabel(words.labels);
  return label ? [`/labels/${label.language}`, empty] : null;
}
