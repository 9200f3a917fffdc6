/** Which column is which field, as it was matched by sight, and the mapping that this comes to. Pure. */
import type { FileColumn, FileSight } from "../../../api/schema";

/** A column that is kept as a value of the shop's own. */
export const OWN = "attributes.";
const LINES = "lines.";

export interface Matching {
  sight: FileSight;
  /** By column: the field, OWN for a value of the shop's own, null for none. */
  picks: readonly (string | null)[];
  /** By column: what a person said that its texts stand for. */
  said?: Readonly<Record<number, Readonly<Record<string, string>>>>;
  /** Whether the file corrects what came in before: what it says holds from now on, whatever its rows are dated. */
  corrects?: boolean;
  /** By column: texts that a trial found to be no words of ours, further down than the file was looked at. */
  found?: Readonly<Record<number, readonly string[]>>;
}

/** What stands for a field that no column gives: the same text in every row, or what another field's column says. */
type Instead = { constant: string } | { like: string };

/**
 * When what a row tells of came about, so that history is dated as it was: an order is complete since then. What is said of a
 * customer is so by the time of the file, whenever they registered.
 */
const WHEN = ["placed_at", "changed_at", "refunded_at", "written_at", "added_at", "viewed_at"];

/** What a required field is where no column is picked for it; undefined when a person has to say. */
export function insteadOf(
  { picks, corrects }: Matching,
  field: string,
  currency: string,
  now: string,
): Instead | undefined {
  if (field === "currency") return { constant: currency };
  if (field === "updated_at") {
    const like = WHEN.find((one) => picks.includes(one));
    return like && !corrects ? { like } : { constant: now };
  }
  return undefined;
}

/** The field whose column dates the rows: when they were changed, else when what they tell of came about. */
export function datedBy(picks: Matching["picks"]): string | undefined {
  return ["updated_at", ...WHEN].find((one) => picks.includes(one));
}

/** Orders whose state the file doesn't tell are history: they are complete. */
const COMPLETE: Instead = { constant: "complete" };

function standIn(matching: Matching, field: string, currency: string, now: string): Instead | undefined {
  if (field === "status" && matching.sight.type === "order") return COMPLETE;
  return insteadOf(matching, field, currency, now);
}

/** The fields that some column must be picked for before anything can be imported. */
export function lacking(matching: Matching): string[] {
  const { sight, picks } = matching;
  const has = (name: string) => picks.includes(name);
  const required = sight.fields.filter((field) => field.required && !has(field.name));
  const found = required.map((field) => field.name).filter((name) => !standIn(matching, name, "", ""));
  if (picks.some((pick) => pick?.startsWith(LINES))) {
    const ofLines = sight.type === "refund" ? ["lines.line"] : ["lines.quantity", "lines.row_total"];
    found.push(...ofLines.filter((name) => !has(name)));
  }
  return found;
}

/** "Shoe size" as shoe_size. */
export function ownName(column: string): string {
  const name = column
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return name || "column";
}

type Cell = Record<string, unknown>;

/** What the texts of a column stand for: as a person said, else as they are known to be. */
export function meanings({ sight, picks, said }: Matching, at: number): Record<string, string> {
  return { ...sight.columns[at]?.values[picks[at] ?? ""], ...said?.[at] };
}

/** The texts of a column of states that are no words of ours: each has to stand for one. */
export function foreign({ sight, picks, found }: Matching, at: number): string[] {
  const choices = sight.fields.find((one) => one.name === picks[at])?.choices ?? [];
  if (choices.length === 0) return [];
  const texts = new Set([...(sight.columns[at]?.words ?? []), ...(found?.[at] ?? [])]);
  return [...texts].filter((text) => !choices.includes(text));
}

function cellOf(column: FileColumn, field: string, values: Record<string, string>, sight: FileSight): Cell {
  const kind = sight.fields.find((one) => one.name === field)?.kind;
  const cell: Cell = { column: column.name };
  if ((kind === "instant" || kind === "date") && column.format) cell.format = column.format;
  if (Object.keys(values).length > 0) cell.values = values;
  if (kind === "list") {
    cell.split = [";", "|", ","].find((one) => one !== sight.delimiter && column.samples.some((s) => s.includes(one)));
    cell.split ??= sight.delimiter === "," ? ";" : ",";
  }
  return cell;
}

/** The mapping as JSON text, as an import takes it. */
export function mappingOf(matching: Matching, currency: string, now: string): string {
  const { sight, picks } = matching;
  const fields: Record<string, Cell> = {};
  const lines: Record<string, Cell> = {};
  sight.columns.forEach((column, at) => {
    const pick = picks[at];
    if (pick === OWN) fields[OWN + ownName(column.name)] = { column: column.name };
    else if (pick?.startsWith(LINES))
      lines[pick.slice(LINES.length)] = cellOf(column, pick, meanings(matching, at), sight);
    else if (pick) fields[pick] = cellOf(column, pick, meanings(matching, at), sight);
  });
  for (const { name } of sight.fields.filter((field) => field.required && !picks.includes(field.name))) {
    const instead = standIn(matching, name, currency, now);
    if (instead && "constant" in instead) fields[name] = instead;
    else if (instead) fields[name] = { ...fields[instead.like] };
  }
  if (matching.corrects && fields.updated_at) fields.updated_at = { constant: now };
  const { type, delimiter, encoding, decimal, thousands } = sight;
  const numbers = thousands === null ? { decimal } : { decimal, thousands };
  const kept = Object.keys(lines).length > 0 ? { fields, lines } : { fields };
  return JSON.stringify({ type, delimiter, encoding, ...numbers, ...kept }, null, 2);
}

/** A pick for a column; who had this field before has none. */
export function picked(matching: Matching, at: number, field: string | null): Matching {
  const picks = matching.picks.map((pick, n) => (n === at ? field : field !== OWN && pick === field ? null : pick));
  const { [at]: _, ...said } = matching.said ?? {};
  return { ...matching, picks, said };
}

/** What one text of a column stands for, said by a person. */
export function meant(matching: Matching, at: number, text: string, stands: string): Matching {
  return { ...matching, said: { ...matching.said, [at]: { ...matching.said?.[at], [text]: stands } } };
}

/** With the texts, by the names of their columns, that a trial has found to be no words of ours. */
export function withWords(matching: Matching, words: Readonly<Record<string, readonly string[]>>): Matching {
  const found = Object.fromEntries(
    matching.sight.columns.flatMap(({ name }, at) => {
      const texts = new Set([...(matching.found?.[at] ?? []), ...(words[name] ?? [])]);
      return texts.size > 0 ? [[at, [...texts]]] : [];
    }),
  );
  return { ...matching, found };
}
