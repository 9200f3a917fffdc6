/** A kind of points as its form holds it, and what of it is sent. */
import type { PointsKindChange, PointsKindIn, PointsKindOut } from "../../../api/schema";
import { calledIn, keptOf } from "../../../format/points";
import type { Lifetime } from "../../../parts/LifetimeInput";
import { type NameWords, namesOf, sentNames } from "../programme/words";

export interface Words {
  id: string;
  singular: string;
  plural: string;
  names: NameWords[];
  spendable: boolean;
  active: boolean;
  lifetime: Lifetime;
  notice_days: number | null;
}

/** `language`: the shop's, in whose words points are shown that nobody has named. */
export function wordsOf(kind: PointsKindOut | null, language: string): Words {
  return {
    id: kind?.id ?? "",
    ...(kind ? calledIn(language, kind) : { singular: "", plural: "" }),
    names: namesOf(kind?.names ?? {}),
    spendable: kind?.spendable ?? false,
    active: kind?.active ?? true,
    lifetime: kind?.lifetime ?? null,
    notice_days: kind?.notice_days ?? null,
  };
}

const saidOf = (words: Words) => ({
  singular: words.singular.trim(),
  plural: words.plural.trim(),
  names: sentNames(words.names),
  lifetime: words.lifetime,
  notice_days: words.notice_days,
});

export const madeOf = (words: Words): PointsKindIn => ({
  ...saidOf(words),
  id: words.id.trim(),
  spendable: words.spendable,
});

export const changeOf = (words: Words, kind: PointsKindOut, language: string): PointsKindChange => {
  const said = saidOf(words);
  return { ...said, ...keptOf(language, said, kind), active: words.active, version: kind.version };
};

/** Whether everything is said that must be. */
export function isWhole(words: Words): boolean {
  const named = words.names.every((one) => one.singular.trim() && one.plural.trim());
  return named && [words.id, words.singular, words.plural].every((word) => word.trim() !== "");
}
