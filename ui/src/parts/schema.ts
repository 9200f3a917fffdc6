/** Reading the JSON schema that a kind is described with: references, optional values, defaults. */
import type { Fault, Json, JsonSchema } from "../api/types";

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

/** What a form starts with: constants and defaults, nothing else. */
export function startOf(schema: JsonSchema, root: JsonSchema = schema): Values {
  const values: Values = {};
  const top = resolved(schema, root).schema;
  for (const [name, field] of Object.entries(top.properties ?? {})) {
    const { schema: one } = resolved(field, root);
    if (one.const !== undefined) values[name] = one.const;
    else if (one.default !== undefined) values[name] = one.default;
  }
  return values;
}

/** Required fields with nothing in them yet, by name. */
export function unfilled(schema: JsonSchema, values: Values, root: JsonSchema = schema): string[] {
  return fieldsOf(schema, root)
    .filter(
      ([name, , required]) => required && (values[name] === undefined || values[name] === null || values[name] === ""),
    )
    .map(([name]) => name);
}

/** The server's words for a field, if it said any. */
export function faultAt(faults: Fault[], pointer: string): string | undefined {
  return faults.find((fault) => fault.pointer === pointer)?.detail;
}
