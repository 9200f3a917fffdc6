/** The condition tree as the editor holds it: the language's nodes with an id each, unfinished lines allowed. */

export const MODES = ["all", "any", "none"] as const;
export const FUNCTIONS = ["count", "sum", "avg", "min", "max", "first", "last", "distinct"] as const;
export const PARTS = [
  "days_since",
  "days_until",
  "days_until_anniversary",
  "age",
  "month",
  "weekday",
  "hour",
  "date",
] as const;
export const UNITS = ["m", "h", "d", "w", "mo", "y"] as const;
export const OPERATORS = [
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "between",
  "in",
  "not_in",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "matches",
  "exists",
  "missing",
  "has_any",
  "has_all",
  "has_none",
] as const;

export type Mode = (typeof MODES)[number];
export type Fn = (typeof FUNCTIONS)[number];
export type Part = (typeof PARTS)[number];
export type Unit = (typeof UNITS)[number];
export type Operator = (typeof OPERATORS)[number];

/** Numbers are kept as the text typed, so that nothing is rounded; booleans as they are. */
export type Literal = string | boolean;

export type Window =
  | { kind: "last"; amount: string; unit: Unit; aligned: boolean }
  | { kind: "span"; from: string | null; until: string | null };

export interface Aggregate {
  kind: "aggregate";
  fn: Fn;
  rows: string;
  /** The field's own name, without the rows'; null counts rows. */
  field: string | null;
  where: GroupNode | null;
  within: Window | null;
}

export type Base = { kind: "now" } | { kind: "field"; path: string } | { kind: "held"; path: string } | Aggregate;

/** A value read, with the date parts around it, the outermost first. */
export interface Expr {
  parts: Part[];
  base: Base;
}

export type Operand =
  | { kind: "nothing" }
  | { kind: "one"; value: Literal | null }
  | { kind: "two"; low: Literal | null; high: Literal | null }
  | { kind: "many"; values: Literal[] }
  | { kind: "expression"; value: Expr | null };

export interface GroupNode {
  id: string;
  kind: "group";
  mode: Mode;
  children: ConditionNode[];
}

export interface TestNode {
  id: string;
  kind: "test";
  value: Expr | null;
  op: Operator | null;
  to: Operand;
}

export type ConditionNode = GroupNode | TestNode;

let counter = 0;

/** Ids only tell nodes of one page apart; they are never stored. */
export function freshId(): string {
  counter += 1;
  return `n${counter}`;
}

export const group = (mode: Mode = "all", children: ConditionNode[] = []): GroupNode => ({
  id: freshId(),
  kind: "group",
  mode,
  children,
});

export const test = (
  value: Expr | null = null,
  op: Operator | null = null,
  to: Operand = { kind: "nothing" },
): TestNode => ({
  id: freshId(),
  kind: "test",
  value,
  op,
  to,
});
