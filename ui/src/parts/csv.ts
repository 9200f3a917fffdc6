/**
 * Comma-separated values, quoted where needed, so that spreadsheets read what the chart shows. What somebody wrote and a
 * spreadsheet would calculate, or run, has an apostrophe before it.
 */
export type Cell = string | number | null | undefined;

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text);

export function csv(header: string[], rows: Cell[][]): string {
  const quote = (value: Cell) => {
    const text = value === null || value === undefined ? "" : harmless(String(value));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(quote).join(",")).join("\r\n");
}

export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
