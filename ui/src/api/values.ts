/** Values as inputs can show them: an input that is given one twice breaks the page that it is on. */

/** Each value once, as it came first. */
export function eachOnce<T extends { value: string }>(values: T[]): T[] {
  const seen = new Set<string>();
  return values.filter(({ value }) => !seen.has(value) && seen.add(value));
}
