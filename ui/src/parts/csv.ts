/**
 * Values for a spreadsheet, quoted where needed: separated and with decimals as the reader's own programs expect them, so
 * that they open as columns and numbers. What somebody wrote and a spreadsheet would calculate, or run, has an apostrophe
 * before it.
 */
export type Cell = string | number | null | undefined;

/** What stands before decimals; where it is a comma, semicolons part the cells. */
export type Decimal = "." | ",";

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** Shares come as what a division left. */
const rounded = (value: number) => Number(value.toFixed(6));

export function csv(header: string[], rows: Cell[][], decimal: Decimal): string {
  const separator = decimal === "," ? ";" : ",";
  const written = (value: Cell) => {
    const text =
      value === null || value === undefined ? "" : String(typeof value === "number" ? rounded(value) : value);
    return NUMBER.test(text) ? text.replace(".", decimal) : harmless(text);
  };
  const quote = (value: Cell) => {
    const text = written(value);
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(quote).join(separator)).join("\r\n");
}

export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
