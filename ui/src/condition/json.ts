/** Between the editor's tree and the language's JSON, with the place of every node for the server's answers. */
import type { Json } from "../api/types";
import {
  type Base,
  type ConditionNode,
  type Expr,
  FUNCTIONS,
  type GroupNode,
  group,
  type Literal,
  MODES,
  OPERATORS,
  type Operand,
  type Operator,
  PARTS,
  test,
  type Unit,
  type Window,
} from "./model";
import type { Typed, Vocabulary } from "./vocabulary";

/** What was read is not a condition of the language; `pointer` is where it stops to be one. */
export class NotACondition extends Error {
  constructor(readonly pointer: string) {
    super(`not a condition at "${pointer}"`);
  }
}

type Dict = { [key: string]: Json };

function dict(value: Json | undefined, at: string): Dict {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new NotACondition(at);
  return value as Dict;
}

function literal(value: Json | undefined, at: string): Literal {
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new NotACondition(at);
}

function readWindow(value: Json | undefined, at: string): Window | null {
  if (value === undefined || value === null) return null;
  const found = dict(value, at);
  if (typeof found.last === "string") {
    const match = /^(\d+)(m|h|d|w|mo|y)$/.exec(found.last);
    if (!match) throw new NotACondition(`${at}/last`);
    return { kind: "last", amount: match[1] as string, unit: match[2] as Unit, aligned: found.aligned === "day" };
  }
  const bound = (one: Json | undefined) => (typeof one === "string" ? one : null);
  return { kind: "span", from: bound(found.from), until: bound(found.until) };
}

export function readExpression(value: Json | undefined, at = ""): Expr {
  if (value === "now") return { parts: [], base: { kind: "now" } };
  if (typeof value === "string") return { parts: [], base: { kind: "field", path: value } };
  const found = dict(value, at);
  if (typeof found.held === "string") return { parts: [], base: { kind: "held", path: found.held } };
  for (const part of PARTS) {
    if (part in found) {
      const inner = readExpression(found[part], `${at}/${part}`);
      return { parts: [part, ...inner.parts], base: inner.base };
    }
  }
  for (const fn of FUNCTIONS) {
    const of = found[fn];
    if (typeof of === "string") {
      const dot = of.indexOf(".");
      const where = found.where === undefined ? null : asGroup(readNode(found.where, `${at}/where`));
      const base: Base = {
        kind: "aggregate",
        fn,
        rows: dot < 0 ? of : of.slice(0, dot),
        field: dot < 0 ? null : of.slice(dot + 1),
        where,
        within: readWindow(found.within, `${at}/within`),
      };
      return { parts: [], base };
    }
  }
  throw new NotACondition(at);
}

function readOperand(op: Operator, to: Json | undefined, at: string): Operand {
  if (op === "exists" || op === "missing") return { kind: "nothing" };
  if (to !== null && typeof to === "object" && !Array.isArray(to)) {
    return { kind: "expression", value: readExpression(dict(to, at).value, `${at}/value`) };
  }
  if (op === "between") {
    if (!Array.isArray(to)) throw new NotACondition(at);
    return { kind: "two", low: literal(to[0], `${at}/0`), high: literal(to[1], `${at}/1`) };
  }
  if (Array.isArray(to)) return { kind: "many", values: to.map((one, index) => literal(one, `${at}/${index}`)) };
  return { kind: "one", value: literal(to, at) };
}

function readNode(value: Json | undefined, at: string): ConditionNode {
  const found = dict(value, at);
  for (const mode of MODES) {
    const children = found[mode];
    if (Array.isArray(children)) {
      return group(
        mode,
        children.map((child, index) => readNode(child, `${at}/${mode}/${index}`)),
      );
    }
  }
  const op = found.op as Operator;
  if (!OPERATORS.includes(op)) throw new NotACondition(found.op === undefined ? at : `${at}/op`);
  return test(readExpression(found.value, `${at}/value`), op, readOperand(op, found.to, `${at}/to`));
}

function asGroup(node: ConditionNode): GroupNode {
  return node.kind === "group" ? node : group("all", [node]);
}

/** A stored or pasted condition as a tree; its root is always a group. Throws `NotACondition`. */
export function read(value: Json): GroupNode {
  return asGroup(readNode(value, ""));
}

export interface Written {
  /** null when no line is finished. */
  json: Json;
  /** Node id by JSON pointer, the pointers of `json`. */
  pointers: Map<string, string>;
  /** Lines that were left out because something is not filled in. */
  unfinished: string[];
}

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Whether a literal can be sent; that of a field which isn't known is for the server to judge. */
export function complete(value: Literal | null, typed: Typed | null): boolean {
  if (value === null || value === "") return false;
  if (typed === null) return true;
  if (typeof value === "boolean") return typed.type === "boolean";
  const text = value.trim();
  if (typed.type === "number" || typed.type === "money") {
    return DECIMAL.test(text) && (text.split(".")[1]?.length ?? 0) <= typed.places;
  }
  return true;
}

function writeLiteral(value: Literal, typed: Typed | null): Json {
  if (typeof value === "boolean" || typed === null) return value;
  if (typed.type === "number" || typed.type === "money") {
    const text = value.trim();
    return typed.type === "number" && WHOLE.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text;
  }
  return value;
}

export function writeWindow(window: Window | null): Json | undefined {
  if (!window) return undefined;
  if (window.kind === "last") {
    const span = `${Number(window.amount)}${window.unit}`;
    return window.aligned ? { last: span, aligned: "day" } : { last: span };
  }
  const span: Dict = {};
  if (window.from) span.from = window.from;
  if (window.until) span.until = window.until;
  return span;
}

/** The longest windows the language has: a hundred years, in each unit. */
export const MOST_WITHIN: Record<Unit, number> = {
  m: 52_560_000,
  h: 876_000,
  d: 36_500,
  w: 5_200,
  mo: 1_200,
  y: 100,
};

export function windowComplete(window: Window | null): boolean {
  if (!window) return true;
  if (window.kind === "last") {
    const amount = Number(window.amount);
    return /^\d{1,9}$/.test(window.amount) && amount > 0 && amount <= MOST_WITHIN[window.unit];
  }
  return Boolean(window.from || window.until);
}

class Writer {
  readonly pointers = new Map<string, string>();
  readonly unfinished: string[] = [];

  constructor(private readonly vocabulary: Vocabulary) {}

  expression(expression: Expr, at: string, owner: string): Json | undefined {
    const inner = this.base(expression.base, at + expression.parts.map((part) => `/${part}`).join(""), owner);
    return inner === undefined
      ? undefined
      : expression.parts.reduceRight<Json>((json, part) => ({ [part]: json }), inner);
  }

  private base(base: Base, at: string, owner: string): Json | undefined {
    if (base.kind === "now") return "now";
    if (base.kind === "field") return base.path;
    if (base.kind === "held") return { held: base.path };
    if (!windowComplete(base.within)) return undefined;
    const json: Dict = { [base.fn]: base.field === null ? base.rows : `${base.rows}.${base.field}` };
    if (base.where) {
      const before = this.unfinished.length;
      const where = this.group(base.where, `${at}/where`);
      if (this.unfinished.length > before && !this.unfinished.includes(owner)) this.unfinished.push(owner);
      if (where !== null) json.where = where;
    }
    const within = writeWindow(base.within);
    if (within !== undefined) json.within = within;
    return json;
  }

  private operand(to: Operand, typed: Typed | null, at: string, owner: string): Json | undefined {
    switch (to.kind) {
      case "one":
        return complete(to.value, typed) ? writeLiteral(to.value as Literal, typed) : undefined;
      case "two":
        return complete(to.low, typed) && complete(to.high, typed)
          ? [writeLiteral(to.low as Literal, typed), writeLiteral(to.high as Literal, typed)]
          : undefined;
      case "many":
        return to.values.length > 0 && to.values.every((value) => complete(value, typed))
          ? to.values.map((value) => writeLiteral(value, typed))
          : undefined;
      case "expression": {
        const value = to.value && this.expression(to.value, `${at}/value`, owner);
        return value ? { value } : undefined;
      }
      default:
        return undefined;
    }
  }

  private test(node: ConditionNode & { kind: "test" }, at: string): Json | undefined {
    if (!node.value || !node.op) return undefined;
    const typed = this.vocabulary.typeOf(node.value);
    const value = this.expression(node.value, `${at}/value`, node.id);
    if (value === undefined) return undefined;
    if (node.to.kind === "nothing") {
      return node.op === "exists" || node.op === "missing" ? { value, op: node.op } : undefined;
    }
    const to = this.operand(node.to, typed, `${at}/to`, node.id);
    return to === undefined ? undefined : { value, op: node.op, to };
  }

  private node(node: ConditionNode, at: string): Json | undefined {
    if (node.kind === "group") return this.inner(node, at);
    const json = this.test(node, at);
    if (json === undefined) {
      if (!this.unfinished.includes(node.id)) this.unfinished.push(node.id);
      return undefined;
    }
    this.pointers.set(at, node.id);
    return json;
  }

  /** A group inside another: an empty one is unfinished; one whose lines all are is left out with them. */
  private inner(node: GroupNode, at: string): Json | undefined {
    if (node.children.length === 0) {
      this.unfinished.push(node.id);
      return undefined;
    }
    const json = this.many(node, at) as { [mode: string]: Json[] };
    if (json[node.mode]?.length) return json;
    this.pointers.delete(at);
    return undefined;
  }

  private many(node: GroupNode, at: string): Json {
    this.pointers.set(at, node.id);
    const children: Json[] = [];
    for (const child of node.children) {
      const json = this.node(child, `${at}/${node.mode}/${children.length}`);
      if (json !== undefined) children.push(json);
    }
    return { [node.mode]: children };
  }

  /** A root or `where`: a group of one finished line is written as the line alone; an empty one as nothing. */
  group(node: GroupNode, at: string): Json {
    const finished = node.children.filter((child) => new Writer(this.vocabulary).node(child, "") !== undefined);
    if (node.children.length === 0 || finished.length === 0) {
      for (const child of node.children) this.node(child, at);
      return null;
    }
    const only = finished[0];
    if (node.mode === "none" || finished.length > 1 || !only) return this.many(node, at);
    for (const child of node.children) if (child !== only) this.node(child, at);
    return this.node(only, at) ?? null;
  }
}

export function write(root: GroupNode, vocabulary: Vocabulary): Written {
  const writer = new Writer(vocabulary);
  const json = writer.group(root, "");
  return { json, pointers: writer.pointers, unfinished: writer.unfinished };
}

/** The node that a pointer of the server speaks of: the nearest one written above it. */
export function nodeAt(pointers: Map<string, string>, pointer: string): string | undefined {
  let at = pointer.startsWith("/condition") ? pointer.slice("/condition".length) : pointer;
  for (;;) {
    const found = pointers.get(at);
    if (found) return found;
    if (at === "") return undefined;
    at = at.slice(0, at.lastIndexOf("/"));
  }
}
