/** Values pasted from a spreadsheet or a list: a cell or a line each. A line of text is left to the input. */
export function pastedValues(text: string): string[] | null {
  const parts = text.split(/[\r\n\t]+/).map((part) => part.trim());
  return parts.length > 1 ? [...new Set(parts.filter((part) => part !== ""))] : null;
}
