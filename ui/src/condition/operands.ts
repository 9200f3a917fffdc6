/** The right side of a test in the shape its operator takes, keeping what was entered where it fits. */
import type { Expr, Literal, Operand, Operator, Part, TestNode } from "./model";
import { OPERATORS_OF, type Vocabulary } from "./vocabulary";

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

/** What the number is that a date part gives: 12 of a month is no weekday, and 365 days are not as many years. */
const COUNTED: Record<Part, string> = {
  days_since: "days",
  days_until: "days",
  days_until_anniversary: "days",
  age: "years",
  month: "month",
  weekday: "weekday",
  hour: "hour",
  date: "date",
};

const counted = ({ parts: [outer], base }: Expr) => {
  if (outer) return COUNTED[outer];
  return base.kind === "held" ? "days" : "";
};

/** A line that reads another value: the operator stays where the type has it, what it is compared with where it means the same. */
export function readingAnew(line: TestNode, value: Expr, vocabulary: Vocabulary): TestNode {
  const next = vocabulary.typeOf(value);
  if (!next) return { ...line, value };
  const before = vocabulary.typeOf(line.value);
  const isOfType = before?.type === next.type;
  const means =
    isOfType && before.field?.path === next.field?.path && line.value && counted(line.value) === counted(value);
  const op = isOfType && line.op && OPERATORS_OF[next.type].includes(line.op) ? line.op : null;
  if (op && means) return { ...line, value };
  const first = op ?? (OPERATORS_OF[next.type][0] as Operator);
  return { ...line, value, op: first, to: operandFor(first, means ? line.to : { kind: "nothing" }) };
}
