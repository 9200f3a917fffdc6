/** The programme's settings as they are written, as they are sent, and what saving waits for. */
import type { ProgrammeChange } from "../../../api/schema";
import type { Programme } from "../../../api/types";
import { calledIn, keptOf } from "../../../format/points";

/** What points are called in one language; `few` only where the language counts so. */
export interface NameWords {
  language: string;
  singular: string;
  few: string;
  plural: string;
}

export interface StoreWords {
  store: string;
  active: boolean;
  spending: boolean;
  /** Whether its customers are told before points end: as in the whole shop, never, or so many days before. */
  notice: StoreNotice;
  /** Text where it is no whole number yet. */
  noticeDays: number | string | null;
  names: NameWords[];
}

export const STORE_NOTICES = ["inherit", "none", "days"] as const;
export type StoreNotice = (typeof STORE_NOTICES)[number];

export interface Words {
  active: boolean;
  spending: boolean;
  singular: string;
  plural: string;
  names: NameWords[];
  notices: boolean;
  /** Text where it is no whole number yet. */
  noticeDays: number | string | null;
  grace: boolean;
  /** Text where it is no whole number yet. */
  graceDays: number | string | null;
  shortage: Programme["shortage"];
  stores: StoreWords[];
}

export type Body = Omit<ProgrammeChange, "version">;

export const USUAL_NOTICE_DAYS = 14;
export const MOST_NOTICE_DAYS = 365;
export const USUAL_GRACE_DAYS = 30;
export const MOST_GRACE_DAYS = 3650;

/** Those that shops write in; any other that is said already stays. */
export const LANGUAGES = "bg cs da de el en es et fi fr hr hu it lt lv nb nl pl pt ro ru sk sl sr sv tr uk".split(" ");

/** Whether a language has a word of its own for two to four. */
export function countsFew(language: string): boolean {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories.includes("few");
}

export function namesOf(names: Programme["names"]): NameWords[] {
  return Object.entries(names).map(([language, { singular, few, plural }]) => ({
    language,
    singular,
    few: few ?? "",
    plural,
  }));
}

type Store = Programme["stores"][number];

function storeWordsOf({ store, active, spending, notice_days: days, names }: Store): StoreWords {
  const notice = days === null || days === undefined ? "inherit" : days === 0 ? "none" : "days";
  return { store, active, spending, notice, noticeDays: days || USUAL_NOTICE_DAYS, names: namesOf(names) };
}

export const NEW_STORE: StoreWords = {
  store: "",
  active: true,
  spending: true,
  notice: "inherit",
  noticeDays: USUAL_NOTICE_DAYS,
  names: [],
};

/** `language`: the shop's, in whose words points are shown that nobody has named. */
export function wordsOf(programme: Programme, language: string): Words {
  return {
    active: programme.active,
    spending: programme.spending,
    ...calledIn(language, programme),
    names: namesOf(programme.names),
    notices: programme.notice_days !== null,
    noticeDays: programme.notice_days ?? USUAL_NOTICE_DAYS,
    grace: programme.grace_days !== null,
    graceDays: programme.grace_days ?? USUAL_GRACE_DAYS,
    shortage: programme.shortage,
    stores: programme.stores.map(storeWordsOf),
  };
}

// A type, for an interface is none of JSON's.
type Name = { singular: string; few: string | null; plural: string };

export function sentNames(names: NameWords[]): Record<string, Name> {
  const sent = names.map(({ language, singular, few, plural }) => {
    const name = { singular: singular.trim(), few: few.trim() || null, plural: plural.trim() };
    return [language, name] as const;
  });
  return Object.fromEntries(sent);
}

function sentStore({ store, active, spending, notice, noticeDays, names }: StoreWords) {
  const days = notice === "inherit" ? null : notice === "none" ? 0 : Number(noticeDays);
  return { store: store.trim(), active, spending, notice_days: days, names: sentNames(names) };
}

export function bodyOf(words: Words, base: Programme, language: string): Body {
  const called = { singular: words.singular.trim(), plural: words.plural.trim() };
  return {
    active: words.active,
    spending: words.spending,
    ...keptOf(language, called, base),
    names: sentNames(words.names),
    notice_days: words.notices ? Number(words.noticeDays) : null,
    grace_days: words.grace ? Number(words.graceDays) : null,
    shortage: words.shortage,
    stores: words.stores.map(sentStore),
  };
}

/** The place of the first thing that is not said yet, or null. */
export function missingIn(words: Words): string | null {
  if (!words.singular.trim()) return "/singular";
  if (!words.plural.trim()) return "/plural";
  const unnamed = missingName(words.names, "/names");
  if (unnamed) return unnamed;
  if (words.notices && !isDays(words.noticeDays, MOST_NOTICE_DAYS)) return "/notice_days";
  if (words.grace && !isDays(words.graceDays, MOST_GRACE_DAYS)) return "/grace_days";
  for (const [index, one] of words.stores.entries()) {
    if (!one.store.trim()) return `/stores/${index}/store`;
    if (one.notice === "days" && !isDays(one.noticeDays, MOST_NOTICE_DAYS)) return `/stores/${index}/notice_days`;
    const missing = missingName(one.names, `/stores/${index}/names`);
    if (missing) return missing;
  }
  return null;
}

const isDays = (days: Words["noticeDays"], most: number) =>
  typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= most;

function missingName(names: NameWords[], pointer: string): string | null {
  for (const { language, singular, plural } of names) {
    if (!singular.trim()) return `${pointer}/${language}/singular`;
    if (!plural.trim()) return `${pointer}/${language}/plural`;
  }
  return null;
}

/** Where a store is named a second time, however it is written. */
export function repeatedStore(stores: StoreWords[]): number | null {
  const seen = new Set<string>();
  for (const [index, { store }] of stores.entries()) {
    const name = store.trim().toLowerCase();
    if (seen.has(name)) return index;
    seen.add(name);
  }
  return null;
}

/** What is being switched off: the whole programme, or the stores in which it was on until now. */
export function switchedOff(before: Programme, words: Words): { everywhere: boolean; stores: string[] } {
  const wasOff = new Set(before.stores.filter((one) => !one.active).map((one) => one.store.toLowerCase()));
  const off = words.stores.filter((one) => !one.active && !wasOff.has(one.store.trim().toLowerCase()));
  return { everywhere: before.active && !words.active, stores: off.map((one) => one.store.trim()) };
}
