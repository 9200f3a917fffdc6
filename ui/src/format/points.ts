/** What points are called that nobody has named, as the server calls them; a test holds the two together. */
import USUAL from "./points.json";

interface Called {
  singular: string;
  plural: string;
}

/** How words are kept that nobody has chosen. */
const KEPT: Called = USUAL.en;

const alike = (one: Called, other: Called) => one.singular === other.singular && one.plural === other.plural;

const usualIn = (language: string): Called => (language in USUAL ? USUAL[language as keyof typeof USUAL] : KEPT);

export const isUnnamed = (kept: Called): boolean => alike(kept, KEPT);

/** What points are called in a language: as the shop has named them, else by the language's own word. */
export function calledIn(language: string, { singular, plural }: Called): Called {
  return isUnnamed({ singular, plural }) ? usualIn(language) : { singular, plural };
}

/** What is kept of words that were shown so: a language's own word that nobody changed names nothing. */
export function keptOf(language: string, words: Called, before: Called): Called {
  return isUnnamed(before) && alike(words, usualIn(language)) ? KEPT : words;
}
