/** What becomes of the value that an attribute is set to when another attribute is chosen. */
import type { FieldInfo, Json, ValueType } from "../../../../api/types";

type Field = Pick<FieldInfo, "type" | "choices">;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

const ofType: Record<ValueType, (value: Json) => boolean> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" || (typeof value === "string" && DECIMAL.test(value)),
  money: (value) => typeof value === "number" || (typeof value === "string" && DECIMAL.test(value)),
  date: (value) => typeof value === "string" && DAY.test(value),
  instant: (value) => typeof value === "string" && INSTANT.test(value),
  boolean: (value) => typeof value === "boolean",
  set: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
};

/** The value where it means the same of the attribute chosen now, else none: a day is also a text, and was meant as a day. */
export function keptValue(value: Json, before: Field | undefined, after: Field | undefined): Json {
  if (value === null || !after) return null;
  if (before && before.type !== after.type) return null;
  const isOffered = (one: Json) => after.choices.length === 0 || after.choices.includes(String(one));
  const fits = ofType[after.type](value) && (Array.isArray(value) ? value : [value]).every(isOffered);
  return fits ? value : null;
}
