/** The right side of a test in the shape its operator takes, keeping what was entered where it fits. */
import type { Literal, Operand, Operator } from "./model";

function literals(to: Operand): Literal[] {
  switch (to.kind) {
    case "one":
      return to.value === null || to.value === "" ? [] : [to.value];
    case "two":
      return [to.low, to.high].filter((value): value is Literal => value !== null && value !== "");
    case "many":
      return to.values;
    default:
      return [];
  }
}

const MANY: Operator[] = ["in", "not_in", "has_any", "has_all", "has_none"];

export function operandFor(op: Operator, before: Operand): Operand {
  if (op === "exists" || op === "missing") return { kind: "nothing" };
  const kept = literals(before);
  if (op === "between") return { kind: "two", low: kept[0] ?? null, high: kept[1] ?? null };
  if (MANY.includes(op)) {
    if (before.kind === "expression" && op.startsWith("has_")) return before;
    return { kind: "many", values: kept };
  }
  if (before.kind === "expression") return before;
  return { kind: "one", value: kept[0] ?? null };
}
