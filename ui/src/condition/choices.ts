/** The list a field is picked from: every value that can be read in a scope, in groups, with words to find it by. */
import type { FieldInfo } from "../api/types";
import { plain as bare } from "../format/plain";
import type { Expr, Fn, Part } from "./model";
import type { Scope } from "./vocabulary";
import { choiceLabel, expressionLabel, rowsLabel, type Speech } from "./words";

export interface Choice {
  key: string;
  expression: Expr;
  label: string;
  hint: string;
  group: string;
  /** Everything it can be found by, as a search compares it. */
  words: string;
}

export interface ChoiceGroup {
  key: string;
  label: string;
  choices: Choice[];
}

function key(expression: Expr): string {
  return JSON.stringify([expression.parts, expression.base]);
}

/** Other words by which a function is looked for. */
const ALSO: Partial<Record<Fn, string>> = {
  count: "count number",
  sum: "sum total",
  avg: "average mean",
  max: "maximum highest",
  min: "minimum lowest",
  distinct: "different unique",
};

function collect(speech: Speech, groupKey: string, groupLabel: string, entries: [Expr, string, string][]): ChoiceGroup {
  const choices = entries.map(([expression, help, more]) => {
    const label = expressionLabel(speech, expression);
    // Help for single fields is the server's, in English.
    const hint = speech.format.language === "en" || !more.includes(".") ? help : "";
    const also = expression.base.kind === "aggregate" ? (ALSO[expression.base.fn] ?? "") : "";
    const words = bare(`${label} ${groupLabel} ${hint} ${more} ${also}`);
    return { key: key(expression), expression, label, hint, group: groupLabel, words };
  });
  return { key: groupKey, label: groupLabel, choices };
}

/** What saved conditions may ask for and new ones have something better for: a number that several senders may have. */
const isOffered = (field: FieldInfo) => field.format !== "sender_number";

const wordOf = (t: Speech["t"], field: FieldInfo, value: string) => `${value} ${choiceLabel(t, field.path, value)}`;

const read = (path: string, ...parts: Part[]): Expr => ({ parts, base: { kind: "field", path } });

function plain(field: FieldInfo, t: Speech["t"]): [Expr, string, string][] {
  const hint = field.description;
  const entries: [Expr, string, string][] = [[read(field.path), hint, field.path]];
  if (field.type === "instant") entries.push([read(field.path, "days_since"), hint, field.path]);
  if (field.type === "date") {
    entries.push([read(field.path, "age"), t("measure.ageHint"), field.path]);
    entries.push([read(field.path, "days_until_anniversary"), t("measure.untilHint"), field.path]);
  }
  if (field.history)
    entries.push([{ parts: [], base: { kind: "held", path: field.path } }, t("measure.heldHint"), field.path]);
  return entries;
}

const NATURAL: Record<FieldInfo["type"], Fn[]> = {
  number: ["sum", "avg", "max", "min"],
  money: ["sum", "avg", "max", "min"],
  instant: ["last", "first"],
  date: ["last", "first"],
  text: ["last", "first", "distinct"],
  boolean: ["last"],
  set: ["last"],
};

function aggregated(rows: string, name: string | null, fn: Fn, ...parts: Part[]): Expr {
  return { parts, base: { kind: "aggregate", fn, rows, field: name, where: null, within: null } };
}

/** Groups in the order of the vocabulary: what is read plainly first, then the rows, then the time. */
export function choicesOf(speech: Speech, scope: Scope): ChoiceGroup[] {
  const { t, vocabulary } = speech;
  const groups: ChoiceGroup[] = [];
  for (const subject of vocabulary.readable(scope)) {
    const fields = scope.rows === subject ? vocabulary.rowFields(subject) : vocabulary.fieldsOf(subject);
    const label = t(`subject.${subject}` as "subject.customer", {
      defaultValue: rowsLabel(t, vocabulary.rows.get(subject), subject),
    });
    groups.push(
      collect(
        speech,
        subject,
        label,
        fields.filter(isOffered).flatMap((field) => plain(field, t)),
      ),
    );
  }
  for (const rows of vocabulary.aggregatable(scope)) {
    // So that who looks for "shipping" or "complete" finds the rows that can be narrowed down to it.
    const kinds = vocabulary.rowFields(rows.name).flatMap((field) => field.choices.map((one) => wordOf(t, field, one)));
    // Whoever sums up orders hardly means those that were cancelled.
    const narrowing = vocabulary.rowFields(rows.name).some((field) => field.choices.includes("cancelled"));
    const hinted = (hint: string) => (narrowing ? `${hint} ${t("measure.alsoCancelled")}` : hint);
    const entries: [Expr, string, string][] = [
      [aggregated(rows.name, null, "count"), hinted(t("measure.countHint")), [rows.name, ...kinds].join(" ")],
    ];
    if (rows.time) {
      const time = rows.time;
      entries.push([aggregated(rows.name, time, "last", "days_since"), t("measure.sinceLastHint"), rows.name]);
      entries.push([aggregated(rows.name, time, "first", "days_since"), t("measure.sinceFirstHint"), rows.name]);
    }
    const fields = vocabulary.rowFields(rows.name).filter(isOffered);
    const weight = (field: FieldInfo) => (field.type === "money" || field.type === "number" ? 0 : 1);
    for (const field of fields.toSorted((a, b) => weight(a) - weight(b))) {
      const name = field.path.slice(rows.name.length + 1);
      for (const fn of NATURAL[field.type])
        entries.push([
          aggregated(rows.name, name, fn),
          field.type === "money" ? hinted(field.description) : field.description,
          field.path,
        ]);
    }
    groups.push(collect(speech, `rows.${rows.name}`, rowsLabel(t, rows, rows.name), entries));
  }
  const now = (...parts: Part[]): [Expr, string, string] => [
    { parts, base: { kind: "now" } },
    t("measure.nowHint"),
    "now",
  ];
  groups.push(
    collect(speech, "now", t("subject.now"), [now("weekday"), now("hour"), now("month"), now("date"), now()]),
  );
  return groups;
}

/** Choices that hold every word typed; those whose label begins with it come first. */
export function found(groups: ChoiceGroup[], typed: string, limit = 60): Choice[] {
  const words = bare(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits: { choice: Choice; rank: number }[] = [];
  for (const one of groups) {
    for (const choice of one.choices) {
      if (!words.every((word) => choice.words.includes(word))) continue;
      const label = bare(choice.label);
      const inLabel = words.every((word) => label.includes(word));
      hits.push({ choice, rank: label.startsWith(words[0] as string) ? 0 : inLabel ? 1 : 2 });
    }
  }
  return hits
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map((hit) => hit.choice);
}

const KEPT = "regulars.fields";

/** The fields picked last, newest first. */
export function recentKeys(): string[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as string[];
  } catch {
    return [];
  }
}

export function remember(choice: Choice): void {
  const next = [choice.key, ...recentKeys().filter((one) => one !== choice.key)].slice(0, 6);
  localStorage.setItem(KEPT, JSON.stringify(next));
}
