/** Reading the JSON schema that a kind is described with: references, optional values, defaults. */
import type { Fault, Json, JsonSchema } from "../api/types";
import { wrongCompound } from "./compound";

export type Values = { [name: string]: Json };

/** A schema with its `$ref` followed and "or null" taken off. */
export function resolved(schema: JsonSchema, root: JsonSchema): { schema: JsonSchema; optional: boolean } {
  let found = schema;
  const kept: JsonSchema = {};
  let optional = false;
  for (let depth = 0; depth < 16; depth += 1) {
    for (const name of ["title", "description", "format", "default"] as const) {
      if (found[name] !== undefined && kept[name] === undefined) Object.assign(kept, { [name]: found[name] });
    }
    if (found.$ref) {
      found = root.$defs?.[found.$ref.split("/").at(-1) ?? ""] ?? {};
      continue;
    }
    const options = found.anyOf ?? found.oneOf;
    const real = options?.filter((option) => option.type !== "null");
    if (options && real?.length !== options.length) optional = true;
    if (real?.length === 1 && real[0]) {
      found = real[0];
      continue;
    }
    break;
  }
  return { schema: { ...found, ...kept }, optional };
}

/** The fields to draw, in the schema's order; constants (the kind itself) are not drawn. */
export function fieldsOf(schema: JsonSchema, root: JsonSchema): [string, JsonSchema, boolean][] {
  const top = resolved(schema, root).schema;
  return Object.entries(top.properties ?? {})
    .filter(([, field]) => resolved(field, root).schema.const === undefined)
    .map(([name, field]) => [name, field, top.required?.includes(name) ?? false]);
}

/** What a form starts with: constants and defaults, nothing else. A default of money is in minor units, and the server's. */
export function startOf(schema: JsonSchema, root: JsonSchema = schema): Values {
  const values: Values = {};
  const top = resolved(schema, root).schema;
  for (const [name, field] of Object.entries(top.properties ?? {})) {
    const { schema: one } = resolved(field, root);
    if (one.const !== undefined) values[name] = one.const;
    else if (one.default !== undefined && one.format !== "money") values[name] = one.default;
  }
  return values;
}

/** What is wrong with a value, before it is sent, and the limit that it does not keep to. */
export interface Wrong {
  what: "empty" | "number" | "whole" | "least" | "most" | "more" | "amount" | "places" | "order";
  limit: number;
}

const NUMERIC = /^-?\d+(\.\d+)?$/;

/** A number as it was typed, with its thousands set apart or not, as plain decimal text; other texts stay. */
export function plainNumber(typed: string, language: string): string {
  const close = typed.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-");
  const grouped = language === "en" && /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(close);
  const plain = grouped ? close.replaceAll(",", "") : close.replace(",", ".");
  return NUMERIC.test(plain) ? plain : typed;
}

const isDictionary = (value: Json | undefined): value is Values =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function amountOf(value: Json | undefined): Json | undefined {
  return isDictionary(value) ? value.amount : value;
}

/** Exact numbers that are sent as texts. */
const EXACT = ["percent", "factor"];
const EXACT_PLACES = 2;

/** What is wrong with the value of a field of numbers or money; anything else is the server's to judge. */
export function wrongWith(value: Json | undefined, schema: JsonSchema, places: number): Wrong | null {
  const isMoney = schema.format === "money";
  const isWhole = schema.type === "integer";
  const isExact = EXACT.includes(schema.format ?? "");
  if (!isMoney && !isWhole && !isExact && schema.type !== "number") return null;
  const text = String((isMoney ? amountOf(value) : value) ?? "").trim();
  if (text === "") return null;
  if (!NUMERIC.test(text) && !Number.isFinite(value)) return { what: isMoney ? "amount" : "number", limit: 0 };
  const number = Number(text);
  const least = schema.minimum ?? (isMoney ? 0 : Number.NEGATIVE_INFINITY);
  const most = schema.maximum ?? Number.MAX_SAFE_INTEGER;
  const above = schema.exclusiveMinimum ?? (isExact ? 0 : undefined);
  if (above !== undefined && number <= above) return { what: "more", limit: above };
  if (number < least) return { what: "least", limit: least };
  if (number > most) return { what: "most", limit: most };
  if (isWhole && !Number.isInteger(number)) return { what: "whole", limit: 0 };
  const mostPlaces = isExact ? EXACT_PLACES : places;
  if ((isMoney || isExact) && (text.split(".")[1] ?? "").length > mostPlaces) {
    return { what: "places", limit: mostPlaces };
  }
  return null;
}

/** Whether a value by SKU has any, and each a number of points. */
function isWholeDictionary(value: Json | undefined): boolean {
  if (!isDictionary(value)) return false;
  const each = Object.values(value);
  return each.length > 0 && each.every((one) => Number.isInteger(one) && Number(one) >= 1);
}

/** What keeps the values from being sent, by the name of the field, in the order of the form. */
export function wrongsOf(schema: JsonSchema, values: Values, places: number): [string, Wrong][] {
  return fieldsOf(schema, schema).flatMap(([name, field, required]): [string, Wrong][] => {
    const { schema: one, optional } = resolved(field, schema);
    if (one.format === "sku_points") {
      return isWholeDictionary(values[name]) ? [] : [[name, { what: "empty", limit: 0 }]];
    }
    const compound = wrongCompound(one.format, values[name], places);
    if (compound !== undefined) {
      const left = (values[name] ?? null) === null && (optional || !required);
      return compound && !left ? [[name, compound]] : [];
    }
    const empty = [undefined, null, ""].includes(amountOf(values[name]) as string | null | undefined);
    if (empty) return required && !optional ? [[name, { what: "empty", limit: 0 }]] : [];
    const wrong = wrongWith(values[name], one, places);
    return wrong ? [[name, wrong]] : [];
  });
}

/** The server's words for a field, if it said any. */
export function faultAt(faults: Fault[], pointer: string): string | undefined {
  return faults.find((fault) => fault.pointer === pointer)?.detail;
}

/** The server's words for a field or for what is inside it. */
export function faultUnder(faults: readonly Pick<Fault, "pointer" | "detail">[], pointer: string): string | undefined {
  return faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.detail;
}
