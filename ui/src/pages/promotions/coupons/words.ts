/** What is typed of a batch of codes, and what of it is sent. */
import type { BatchIn, CodeFormat } from "../../../api/schema";
import type { Json } from "../../../api/types";
import { type Wrong, wrongWith } from "../../../parts/schema";

export interface Words {
  name: string;
  way: "make" | "paste";
  count: Json;
  length: Json;
  alphabet: CodeFormat["alphabet"];
  prefix: string;
  suffix: string;
  dash: Json;
  pasted: string;
  uses: Json;
  uses_per_customer: Json;
  starts_at: string | null;
  ends_at: string | null;
}

export const BEGUN: Words = {
  name: "",
  way: "make",
  count: 100,
  length: 10,
  alphabet: "letters and digits",
  prefix: "",
  suffix: "",
  dash: 5,
  pasted: "",
  uses: 1,
  uses_per_customer: null,
  starts_at: null,
  ends_at: null,
};

export const ALPHABETS: CodeFormat["alphabet"][] = ["letters and digits", "letters", "digits"];
export const MOST_PASTED = 100_000;

export const SCHEMAS = {
  count: { type: "integer", minimum: 1, maximum: 1_000_000 },
  length: { type: "integer", minimum: 1, maximum: 64 },
  dash: { type: "integer", minimum: 0, maximum: 64 },
  uses: { type: "integer", minimum: 1, maximum: 1_000_000_000 },
  uses_per_customer: { type: "integer", minimum: 1, maximum: 1_000_000_000 },
} as const;

export type Numeric = keyof typeof SCHEMAS;

const HEADING = /^(codes?|coupon|kod|kupon|код|купон)$/i;

/** Codes that were pasted, one a line or parted by commas; a heading above them is none. */
export function pastedCodes(pasted: string): string[] {
  const codes = pasted
    .replace("\ufeff", "")
    .split(/[\n,;\t]/)
    .map((code) => code.trim())
    .filter((code) => code !== "");
  return codes.length > 1 && HEADING.test(codes[0] as string) ? codes.slice(1) : codes;
}

export function formatOf(words: Words): CodeFormat {
  const { alphabet, prefix, suffix, length, dash } = words;
  return { alphabet, prefix, suffix, length: length as number, dash: (dash ?? 0) as number };
}

export function bodyOf(words: Words): BatchIn {
  const { name, starts_at, ends_at } = words;
  const shared = {
    name: name.trim(),
    starts_at,
    ends_at,
    uses: words.uses as number | null,
    uses_per_customer: words.uses_per_customer as number | null,
  };
  if (words.way === "paste") return { ...shared, codes: pastedCodes(words.pasted) };
  return { ...shared, count: words.count as number, format: formatOf(words) };
}

/** The number that can't be taken first, and what is wrong with it. */
export function wrongOf(words: Words): [Numeric, Wrong] | null {
  const asked: Numeric[] = words.way === "make" ? ["count", "length", "dash"] : [];
  for (const name of [...asked, "uses", "uses_per_customer"] as const) {
    if (words[name] === null && (name === "count" || name === "length")) return [name, { what: "empty", limit: 0 }];
    const wrong = wrongWith(words[name], SCHEMAS[name], 0);
    if (wrong) return [name, wrong];
  }
  return null;
}
