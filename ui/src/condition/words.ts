/** Saying parts of a condition in words, for the chips of a line. The full sentence is the server's. */
import type { TFunction } from "i18next";
import type { FieldInfo, RowsInfo } from "../api/types";
import type { Formats } from "../format/format";
import type { Labels } from "./labels";
import type {
  Aggregate,
  ConditionNode,
  Expr,
  Fn,
  GroupNode,
  Literal,
  Operand,
  Operator,
  TestNode,
  Window,
} from "./model";
import type { Typed, Vocabulary } from "./vocabulary";

export interface Speech {
  t: TFunction;
  vocabulary: Vocabulary;
  format: Formats;
  labels: Labels;
}

/** The catalogue's word for a field, else what the server calls it (declared attributes have only that). */
export function fieldLabel(t: TFunction, field: FieldInfo): string {
  return t(`field.${slashed(field.path)}` as "action.save", { defaultValue: field.label });
}

/** Keys of the catalogue are parted by dots, so paths in them are written with slashes. */
function slashed(path: string): string {
  return path.replaceAll(".", "/");
}

const OF_AMOUNTS: readonly Fn[] = ["sum", "avg", "min", "max"];

type Form = "head" | "many" | "first" | "last";

/** Rows as a heading, or in the form that a phrase takes; rows the catalogue doesn't know by their plural. */
export function rowsLabel(t: TFunction, rows: RowsInfo | undefined, name: string, form: Form = "head"): string {
  return t(`rows.${name}.${form}` as "rows.order.head", { defaultValue: rows?.plural ?? name });
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Inside a phrase a field's name is small, unless it is letters like SKU. */
function small(text: string): string {
  return /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** "Total net total of orders", "Days since the last order" */
function aggregatePhrase({ t, vocabulary }: Speech, base: Aggregate, parts: Expr["parts"]): string {
  const info = vocabulary.rows.get(base.rows);
  const rows = {
    many: rowsLabel(t, info, base.rows, "many"),
    first: rowsLabel(t, info, base.rows, "first"),
    last: rowsLabel(t, info, base.rows, "last"),
  };
  if (base.field === null) return t("measure.count", rows);
  if (base.field === info?.time && (base.fn === "last" || base.fn === "first")) {
    if (parts.join() === "days_since") return t(`measure.${base.fn}Since`, rows);
    return partLabel(t, parts, t(`measure.${base.fn}Time`, rows));
  }
  const path = `${base.rows}.${base.field}`;
  const found = vocabulary.fields.get(path);
  const own = fieldForm(t, path, base.fn, { rows: rows.many });
  if (own) return partLabel(t, parts, capital(own));
  const field = amongRows(t, path, base.fn, found ? small(fieldLabel(t, found)) : path);
  const timed = found?.type === "instant" || found?.type === "date";
  const key =
    timed && (base.fn === "min" || base.fn === "max")
      ? (`measure.${base.fn}Time` as const)
      : (`measure.${base.fn}Of` as const);
  return partLabel(t, parts, capital(t(key, { field, ...rows })));
}

/** How a field is called in a phrase of its own, where the language has one: "suma zamówień po odjęciu zwrotów". */
function fieldForm(t: TFunction, path: string, form: string, values: Record<string, string> = {}): string {
  return t(`field.${slashed(path)}/${form}` as "action.save", { defaultValue: "", ...values });
}

/** What is summed up, in the form that it takes then, else quoted; a single value goes by its name. */
function amongRows(t: TFunction, path: string, fn: Fn, name: string): string {
  if (!OF_AMOUNTS.includes(fn)) return name;
  return fieldForm(t, path, "many") || t("measure.field", { field: name });
}

export function aggregateLabel(speech: Speech, base: Aggregate): string {
  return aggregatePhrase(speech, base, []);
}

export function partLabel(t: TFunction, parts: Expr["parts"], inner: string): string {
  if (parts.length === 0) return inner;
  const key = parts.join("_of_") as "days_since";
  return capital(t(`part.${key}`, { of: small(inner), defaultValue: parts.join(" ") }));
}

export function expressionLabel(speech: Speech, expression: Expr): string {
  const { t, vocabulary } = speech;
  const { base } = expression;
  if (base.kind === "now") return partLabel(t, expression.parts, t("measure.now"));
  if (base.kind === "aggregate") return aggregatePhrase(speech, base, expression.parts);
  const found = vocabulary.fields.get(base.path);
  const field = found ? fieldLabel(t, found) : base.path;
  if (base.kind === "held") return t("measure.held", { field: small(field) });
  return ownWords(t, base.path, expression.parts) ?? partLabel(t, expression.parts, field);
}

/** "Age" says more than "whole years since birthday". */
function ownWords(t: TFunction, path: string, parts: Expr["parts"]): string | null {
  return t(`own.${slashed(path)}.${parts.join("_")}` as "own.customer/born_on.age", { defaultValue: "" }) || null;
}

export function operatorLabel(t: TFunction, op: Operator, typed: Typed | null): string {
  const family =
    typed?.type === "date" || typed?.type === "instant"
      ? "time"
      : typed?.type === "number" || typed?.type === "money"
        ? "number"
        : "text";
  return t(`operator.${family}.${op}` as "operator.text.=", {
    defaultValue: t(`operator.any.${op}` as "operator.any.exists"),
  });
}

export function literalLabel({ t, format, labels }: Speech, value: Literal | null, typed: Typed | null): string {
  if (value === null || value === "") return "…";
  if (typeof value === "boolean") return value ? t("value.yes") : t("value.no");
  const field = typed?.field;
  if (field?.choices.length || field?.format === "gender") return choiceLabel(t, field.path, value);
  if (field?.format === "country") return format.country(value);
  const known = field?.format ? labels(field.format, value) : undefined;
  if (known) return known;
  if (typed?.type === "money" && /^-?\d+(\.\d+)?$/.test(value)) return format.money(value);
  if (typed?.type === "number" && /^-?\d+(\.\d+)?$/.test(value)) return format.number(value);
  if (typed?.type === "date") return format.day(value);
  if (typed?.type === "instant") return value.replace("T", " ");
  return value;
}

/** A fixed choice (an order's status, a kind of address) in words. */
export function choiceLabel(t: TFunction, path: string, value: string): string {
  return t(`choice.${slashed(path)}.${value}` as "value.yes", { defaultValue: capital(value) });
}

export function operandLabel(speech: Speech, to: Operand, typed: Typed | null): string {
  const { t } = speech;
  switch (to.kind) {
    case "one":
      return literalLabel(speech, to.value, typed);
    case "two":
      return t("value.between", {
        low: literalLabel(speech, to.low, typed),
        high: literalLabel(speech, to.high, typed),
      });
    case "many": {
      const shown = to.values.slice(0, 3).map((value) => literalLabel(speech, value, typed));
      const more = to.values.length - shown.length;
      return shown.join(", ") + (more > 0 ? ` ${t("value.more", { count: more })}` : "") || "…";
    }
    case "expression":
      return to.value ? expressionLabel(speech, to.value) : "…";
    default:
      return "";
  }
}

export function windowLabel({ t, format }: Speech, window: Window | null): string {
  if (!window) return t("window.ever");
  if (window.kind === "last") {
    const count = Number(window.amount) || 0;
    const span = t(`unit.${window.unit}`, { count });
    const phrase = count === 1 ? t(`window.lastOne.${window.unit}`) : t("window.last", { span, count });
    return window.aligned ? t("window.wholeDays", { phrase }) : phrase;
  }
  const bound = (value: string) => (value.length === 10 ? format.day(value) : value.replace("T", " "));
  if (window.from && window.until) {
    return t("window.between", { from: bound(window.from), until: bound(window.until) });
  }
  if (window.from) return t("window.from", { from: bound(window.from) });
  if (window.until) return t("window.until", { until: bound(window.until) });
  return t("window.unset");
}

function testWords(speech: Speech, node: TestNode): string {
  if (!node.value) return "…";
  return [expressionLabel(speech, node.value), comparisonWords(speech, node)].filter(Boolean).join(" ");
}

/** What a line says after its value: how it is compared, and with what. */
export function comparisonWords(speech: Speech, node: TestNode): string {
  const typed = speech.vocabulary.typeOf(node.value);
  const op = node.op && operatorLabel(speech.t, node.op, typed);
  return [op, operandLabel(speech, node.to, typed)].filter(Boolean).join(" ");
}

/** A short summary of a tree, for a `where` that is folded. */
export function summary(speech: Speech, node: ConditionNode | GroupNode): string {
  if (node.kind === "test") return testWords(speech, node);
  const children = node.children.map((child) =>
    child.kind === "group" && child.children.length > 1 ? `(${summary(speech, child)})` : summary(speech, child),
  );
  if (node.mode === "none") return speech.t("summary.none", { of: children.join(", ") });
  return children.join(node.mode === "all" ? ` ${speech.t("summary.and")} ` : ` ${speech.t("summary.or")} `);
}
