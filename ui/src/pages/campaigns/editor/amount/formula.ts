/**
 * A formula as it is edited: a value, and one operation after the other on what there is so far.
 *
 * What is kept is a tree; along its first parts it reads as such a chain, and what stands elsewhere is in brackets.
 */
import type { Json } from "../../../../api/types";

export const OPERATORS = ["add", "subtract", "multiply", "divide", "least", "greatest"] as const;
export const ROUNDINGS = ["round", "floor", "ceiling"] as const;
export type Operator = (typeof OPERATORS)[number];
export type Rounding = (typeof ROUNDINGS)[number];

export type Term = { kind: "value"; of: Json } | { kind: "number"; text: string } | { kind: "brackets"; chain: Chain };

export type Link = { op: Operator; term: Term } | { op: Rounding };

export interface Chain {
  first: Term;
  links: Link[];
}

type Dictionary = Record<string, Json>;
const dictionary = (json: Json): Dictionary =>
  json !== null && typeof json === "object" && !Array.isArray(json) ? json : {};

export const isRounding = (op: string): op is Rounding => (ROUNDINGS as readonly string[]).includes(op);

function operation(json: Json): [Operator | Rounding, Json[]] | null {
  const found = dictionary(json);
  for (const op of [...OPERATORS, ...ROUNDINGS]) {
    const parts = found[op];
    if (Array.isArray(parts) && parts.length > 0) return [op, parts];
  }
  return null;
}

function readTerm(json: Json): Term {
  if (operation(json)) return { kind: "brackets", chain: readChain(json) };
  const found = dictionary(json);
  return "number" in found ? { kind: "number", text: String(found.number ?? "") } : { kind: "value", of: json };
}

export function readChain(json: Json): Chain {
  const found = operation(json);
  if (!found) return { first: readTerm(json), links: [] };
  const [op, [inner = "", ...others]] = found;
  const chain = readChain(inner);
  const links: Link[] = isRounding(op) ? [{ op }] : others.map((one) => ({ op, term: readTerm(one) }));
  return { first: chain.first, links: [...chain.links, ...links] };
}

/** The tree of a chain, with the place of every term in it for what the server says. */
export function write(chain: Chain): { json: Json; pointers: Map<Term, string> } {
  const pointers = new Map<Term, string>();
  const ofTerm = (term: Term, at: string): Json => {
    pointers.set(term, at);
    if (term.kind === "brackets") return ofChain(term.chain.first, term.chain.links, at);
    return term.kind === "number" ? { number: term.text } : term.of;
  };
  const ofChain = (first: Term, links: Link[], at: string): Json => {
    const last = links.at(-1);
    if (!last) return ofTerm(first, at);
    const since = isRounding(last.op) ? links.length - 1 : links.findLastIndex((link) => link.op !== last.op) + 1;
    const inner = ofChain(first, links.slice(0, since), `${at}/${last.op}/0`);
    const others = links
      .slice(since)
      .flatMap((link, n) => ("term" in link ? [ofTerm(link.term, `${at}/${last.op}/${n + 1}`)] : []));
    return { [last.op]: [inner, ...others] };
  };
  return { json: ofChain(chain.first, chain.links, ""), pointers };
}

/** The values that are looked up in a chain, those in brackets too. */
export function valuesOf(chain: Chain): Json[] {
  const terms = [chain.first, ...chain.links.flatMap((link) => ("term" in link ? [link.term] : []))];
  return terms.flatMap((term) =>
    term.kind === "brackets" ? valuesOf(term.chain) : term.kind === "value" ? [term.of] : [],
  );
}

export interface Words {
  value: (of: Json) => string;
  number: (text: string) => string;
  /** What a limit or a rounding makes of what there is so far. */
  limited: (op: Operator | Rounding, sofar: string, term: string) => string;
}

const SYMBOLS: Partial<Record<Operator | Rounding, string>> = { add: "+", subtract: "−", multiply: "×", divide: "÷" };
const BINDING: Partial<Record<Operator | Rounding, number>> = { add: 1, subtract: 1, multiply: 2, divide: 2 };

/** The formula as it would be written, with brackets where the order of reading wouldn't tell. */
export function said(chain: Chain, words: Words): string {
  const ofTerm = (term: Term): string => {
    if (term.kind === "brackets")
      return term.chain.links.length > 0 ? `(${said(term.chain, words)})` : ofTerm(term.chain.first);
    return term.kind === "number" ? words.number(term.text) : words.value(term.of);
  };
  let [told, binds] = [ofTerm(chain.first), 3];
  for (const link of chain.links) {
    const symbol = SYMBOLS[link.op];
    if (symbol === undefined) {
      told = words.limited(link.op, told, "term" in link ? ofTerm(link.term) : "");
      binds = 0;
      continue;
    }
    const wants = BINDING[link.op] ?? 0;
    told = `${binds < wants ? `(${told})` : told} ${symbol} ${"term" in link ? ofTerm(link.term) : ""}`;
    binds = wants;
  }
  return told;
}
