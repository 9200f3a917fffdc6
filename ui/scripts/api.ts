/**
 * Draws `src/api/schema.ts` from the server's OpenAPI document (standard input): one type a schema that a route of
 * the pages takes or gives. What is answered always has every property, also those with a default.
 */

interface Schema {
  $ref?: string;
  type?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
}

interface Document {
  paths: Record<string, Record<string, { responses?: unknown; requestBody?: unknown }>>;
  components: { schemas: Record<string, Schema> };
}

export {};

const REFERENCE = "#/components/schemas/";
/** Whatever JSON there may be; `any` and `object` of the server. */
const JSON_TYPE = "Json";

const chunks: Uint8Array[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
const document = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Document;
const { schemas } = document.components;

const nameOf = (reference: string) => reference.slice(REFERENCE.length);
/**
 * `regulars__segments__api__ConditionIn` is told apart by its room: `SegmentsConditionIn`. What lies in `web` has its
 * room one deeper, or two of them would be called the same: `regulars__web__quotes__shown__LineOut` is `QuotesLineOut`.
 */
function typeName(name: string): string {
  const parts = name.split("__");
  if (parts.length === 1) return name.replace(/_$/, "").replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const room = (parts[1] === "web" ? parts[2] : parts[1]) ?? "";
  return room.charAt(0).toUpperCase() + room.slice(1) + parts.at(-1);
}

function references(value: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const one of value) references(one, found);
  else if (value && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) {
      if (key === "$ref" && typeof inner === "string" && inner.startsWith(REFERENCE)) {
        const name = nameOf(inner);
        if (!found.has(name)) {
          found.add(name);
          references(schemas[name], found);
        }
      } else references(inner, found);
    }
  }
  return found;
}

function written(schema: Schema, whole: boolean): string {
  if (schema.$ref) return typeName(nameOf(schema.$ref));
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map((option) => written(option, whole)))].join(" | ");
  if (schema.allOf) return schema.allOf.map((part) => written(part, whole)).join(" & ");
  switch (schema.type) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array": {
      const item = written(schema.items ?? {}, whole);
      return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case "object":
      // one within another of which everything can be left out is kept as it was given: whatever is there
      return schema.properties && schema.required ? members(schema, whole, "  ") : record(schema, whole);
    default:
      return JSON_TYPE;
  }
}

function record(schema: Schema, whole: boolean): string {
  const of = schema.additionalProperties;
  return `Record<string, ${of && typeof of === "object" ? written(of, whole) : JSON_TYPE}>`;
}

function comment(text: string | undefined, indent: string): string {
  const line = text?.split("\n\n")[0]?.replaceAll("\n", " ").trim();
  return line ? `${indent}/** ${line} */\n` : "";
}

function members(schema: Schema, whole: boolean, indent: string): string {
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = whole || schema.required?.includes(name) ? "" : "?";
    const described = property.$ref ? undefined : property.description;
    return `${comment(described, indent)}${indent}${name}${optional}: ${written(property, whole)};`;
  });
  return `{\n${lines.join("\n")}\n${indent.slice(2)}}`;
}

const asked = new Set<string>();
const answered = new Set<string>();
for (const [path, operations] of Object.entries(document.paths)) {
  if (path.startsWith("/v1/records") || path.startsWith("/v1/events")) continue;
  for (const operation of Object.values(operations)) {
    references(operation.requestBody, asked);
    references(operation.responses, answered);
  }
}

const names = [...new Set([...asked, ...answered])].sort();
const types = names.map((name) => {
  const schema = schemas[name] as Schema;
  const whole = answered.has(name);
  const head = comment(schema.description, "");
  return schema.properties
    ? `${head}export interface ${typeName(name)} ${members(schema, whole, "  ")}`
    : `${head}export type ${typeName(name)} = ${written(schema, whole)};`;
});
process.stdout.write(
  [
    "/** Drawn by `npm run api` from the server's OpenAPI document; not written by hand. */",
    'import type { Json } from "./json";',
    ...types,
  ].join("\n\n"),
);
process.stdout.write("\n");
