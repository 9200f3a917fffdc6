/** Pinning: what a pasted list names, and which answers are old once somebody is pinned. */

export type Way = "one" | "list" | "file";

/** Customers one a line, or set apart by commas, semicolons or tabs; each once. */
export function namesIn(text: string): string[] {
  const names = text.split(/[\n\r,;\t]+/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  return [...new Set(names.filter(Boolean))];
}

export const touchedByPins = (id: string): readonly (readonly unknown[])[] => [
  ["segment", id],
  ["segments"],
  ["why"],
  ["customer"],
];
