/** What can be asked where, and what type comes out: the vocabulary seen from one place in a condition. */
import type { FieldInfo, RowsInfo, ValueType, VocabularyDocument } from "../api/types";
import type { Aggregate, Expr, Fn, Operator, Part } from "./model";

export type Subject = "customer" | "cart" | "order" | "line" | "event";

/** Where a line stands: on the subject itself, or in the `where` of rows. */
export interface Scope {
  subject: Subject;
  rows: string | null;
}

export interface Typed {
  type: ValueType;
  places: number;
  /** The field a plain value comes from: its choices and format say how to enter one. */
  field: FieldInfo | null;
}

/** As many decimals as a number of the language has at most. */
const NUMBER_PLACES = 4;

export class Vocabulary {
  readonly fields: Map<string, FieldInfo>;
  readonly rows: Map<string, RowsInfo>;
  readonly document: VocabularyDocument;

  constructor(document: VocabularyDocument) {
    this.document = document;
    this.fields = new Map(document.fields.map((field) => [field.path, field]));
    this.rows = new Map(document.rows.map((rows) => [rows.name, rows]));
  }

  get currency(): string {
    return this.document.currency;
  }

  fieldsOf(subject: string): FieldInfo[] {
    return this.document.fields.filter((field) => field.path.startsWith(`${subject}.`));
  }

  /** Subjects whose fields can be read plainly in a scope. */
  readable(scope: Scope): string[] {
    if (scope.rows === null) {
      if (scope.subject === "customer") return ["customer"];
      return scope.subject === "line" ? ["line", "product", "customer"] : [scope.subject, "customer"];
    }
    const rows = this.rows.get(scope.rows);
    return [scope.rows, rows?.inside, rows?.product ? "product" : null, "customer"].filter(
      (name): name is string => typeof name === "string",
    );
  }

  /** Rows that can be aggregated in a scope. */
  aggregatable(scope: Scope): RowsInfo[] {
    if (scope.rows !== null) {
      const line = this.rows.get("line");
      return this.rows.get(scope.rows)?.lines && line ? [line] : [];
    }
    const withLines = scope.subject !== "customer" && scope.subject !== "event";
    return this.document.rows.filter((rows) => rows.name !== "line" || withLines);
  }

  rowFields(rows: string): FieldInfo[] {
    return this.fieldsOf(rows).filter((field) => !field.subject_only);
  }

  placesOf(field: FieldInfo): number {
    if (field.type !== "money") return NUMBER_PLACES;
    return field.places ?? this.document.currency_places;
  }

  private typedField(path: string): Typed | null {
    const field = this.fields.get(path);
    return field ? { type: field.type, places: this.placesOf(field), field } : null;
  }

  private typedAggregate(base: Aggregate): Typed | null {
    if (base.fn === "count" || base.fn === "distinct" || base.field === null) {
      return { type: "number", places: NUMBER_PLACES, field: null };
    }
    const of = this.typedField(`${base.rows}.${base.field}`);
    if (!of) return null;
    if (base.fn === "avg") return { type: of.type, places: NUMBER_PLACES, field: null };
    if (base.fn === "sum") return { ...of, field: null };
    return of;
  }

  /** The type of an expression, or null when it names something unknown. */
  typeOf(expression: Expr | null): Typed | null {
    if (!expression) return null;
    const outer = expression.parts[0];
    if (outer === "date") return { type: "date", places: 0, field: null };
    if (outer) return { type: "number", places: NUMBER_PLACES, field: null };
    const { base } = expression;
    if (base.kind === "now") return { type: "instant", places: 0, field: null };
    if (base.kind === "held") return { type: "number", places: NUMBER_PLACES, field: null };
    return base.kind === "field" ? this.typedField(base.path) : this.typedAggregate(base);
  }

  /** The type below the date parts, which decides the parts there can be. */
  innerType(expression: Expr): ValueType | null {
    return this.typeOf({ ...expression, parts: [] })?.type ?? null;
  }
}

const ORDERED: Operator[] = ["=", "!=", "<", "<=", ">", ">=", "between", "in", "not_in", "exists", "missing"];

export const OPERATORS_OF: Record<ValueType, Operator[]> = {
  text: [
    "=",
    "!=",
    "in",
    "not_in",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "matches",
    "<",
    "<=",
    ">",
    ">=",
    "between",
    "exists",
    "missing",
  ],
  number: [">=", ">", "<=", "<", "=", "!=", "between", "in", "not_in", "exists", "missing"],
  money: [">=", ">", "<=", "<", "=", "!=", "between", "in", "not_in", "exists", "missing"],
  date: [">=", ">", "<=", "<", ...ORDERED.filter((op) => !["<", "<=", ">", ">="].includes(op))],
  instant: [">=", ">", "<=", "<", ...ORDERED.filter((op) => !["<", "<=", ">", ">="].includes(op))],
  boolean: ["=", "!=", "exists", "missing"],
  set: ["has_any", "has_all", "has_none", "exists", "missing"],
};

/** Operators that an expression can stand at the right of. */
const COMPARING: Operator[] = [
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "has_any",
  "has_all",
  "has_none",
];
export const comparesExpressions = (op: Operator): boolean => COMPARING.includes(op);

/** Aggregates that make sense of a field of a type; null is a bare row. */
export function functionsOf(type: ValueType | null): Fn[] {
  switch (type) {
    case null:
      return ["count"];
    case "number":
    case "money":
      return ["sum", "avg", "max", "min", "last", "first", "distinct", "count"];
    case "date":
    case "instant":
      return ["last", "first", "max", "min", "distinct", "count"];
    case "text":
      return ["last", "first", "distinct", "count", "min", "max"];
    default:
      return ["last", "first", "distinct", "count"];
  }
}

/** Chains of date parts that fit a value of a type, the outermost first. */
export function partsFor(type: ValueType | null): Part[][] {
  if (type === "instant") {
    return [
      [],
      ["days_since"],
      ["days_since", "date"],
      ["days_until"],
      ["days_until", "date"],
      ["days_until_anniversary"],
      ["age"],
      ["date"],
      ["month"],
      ["weekday"],
      ["hour"],
    ];
  }
  if (type === "date") {
    return [[], ["days_since"], ["days_until"], ["days_until_anniversary"], ["age"], ["month"], ["weekday"]];
  }
  return [[]];
}
