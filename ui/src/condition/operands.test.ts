import { expect, test as fact } from "vitest";
import { vocabulary } from "./fixture";
import { type Aggregate, type Expr, type Operand, type Operator, type Part, test } from "./model";
import { readingAnew } from "./operands";

const field = (path: string, ...parts: Part[]): Expr => ({ parts, base: { kind: "field", path } });
const now = (...parts: Part[]): Expr => ({ parts, base: { kind: "now" } });
const rows = (fn: Aggregate["fn"], name: string, of: string | null): Expr => ({
  parts: [],
  base: { kind: "aggregate", fn, rows: name, field: of, where: null, within: null },
});
const one = (value: string): Operand => ({ kind: "one", value });

const becomes = (was: Expr, op: Operator, to: Operand, next: Expr) => {
  const line = readingAnew({ ...test(), value: was, op, to }, next, vocabulary);
  return [line.op, line.to];
};

fact("a number isn't taken over as another kind of number", () => {
  expect(becomes(now("month"), "=", one("12"), now("weekday"))).toEqual(["=", { kind: "one", value: null }]);
  expect(becomes(now("hour"), ">=", one("18"), now("month"))).toEqual([">=", { kind: "one", value: null }]);
  const [registered, born] = [field("customer.registered_at", "days_since"), field("customer.born_on", "age")];
  expect(becomes(registered, ">=", one("365"), born)).toEqual([">=", { kind: "one", value: null }]);
});

fact("days stay days, and what is summed up may be averaged", () => {
  const [since, until] = [field("customer.born_on", "days_since"), field("customer.registered_at", "days_until")];
  expect(becomes(since, ">=", one("30"), until)).toEqual([">=", one("30")]);
  const [sum, average] = [rows("sum", "order", "net_total"), rows("avg", "order", "net_total")];
  expect(becomes(sum, ">=", one("2000"), average)).toEqual([">=", one("2000")]);
});

fact("a value of another type is dropped, and so is the operator that the type doesn't have", () => {
  const gender = field("customer.gender");
  expect(becomes(gender, "contains", one("fem"), field("customer.born_on"))).toEqual([
    ">=",
    { kind: "one", value: null },
  ]);
  expect(becomes(gender, "=", one("female"), rows("count", "order", null))).toEqual([
    ">=",
    { kind: "one", value: null },
  ]);
});

fact("a choice of one field isn't one of another", () => {
  const [status, kind] = [rows("last", "order", "status"), rows("last", "address", "kind")];
  const both: Operand = { kind: "many", values: ["pending", "complete"] };
  expect(becomes(status, "in", both, kind)).toEqual(["in", { kind: "many", values: [] }]);
  expect(becomes(status, "in", both, rows("first", "order", "status"))).toEqual(["in", both]);
});
