/** Gives a table to take along as a file that the reader's spreadsheet opens. */
import { type Cell, csv, download } from "./csv";
import { useFormats } from "./Formats";

/** Marks a file as UTF-8, which spreadsheets otherwise take for what their system writes. */
const MARK = "\ufeff";

export function useCsv(): (name: string, header: string[], rows: Cell[][]) => void {
  const { decimal } = useFormats();
  return (name, header, rows) =>
    download(name, new Blob([MARK, csv(header, rows, decimal)], { type: "text/csv;charset=utf-8" }));
}
