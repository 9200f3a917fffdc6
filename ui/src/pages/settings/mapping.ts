/** A first draft of a mapping, from the header of a file. */

/** What files end in that can be taken, as the server has it; a test holds the two together. */
export const KINDS_OF_FILE = [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".parquet"] as const;

const endsIn = (name: string, kinds: readonly string[]) => kinds.some((kind) => name.toLowerCase().endsWith(kind));

export const isTakeable = (name: string): boolean => endsIn(name, KINDS_OF_FILE);

/** JSON lines are records already; all others need a mapping. */
export const isPlain = (name: string): boolean => endsIn(name, KINDS_OF_FILE.slice(0, 3));

export const RECORD_TYPES = [
  "customer",
  "category",
  "list",
  "product",
  "order",
  "refund",
  "wishlist_item",
  "cart",
  "review",
  "subscription",
  "product_view",
  "login",
  "event",
] as const;

/** What the beginning of a file says: UTF-8, or UTF-16 that is marked as such, which Excel calls "Unicode text". */
export function textOf(head: ArrayBuffer): string {
  const [one, other] = new Uint8Array(head);
  const little = one === 0xff && other === 0xfe;
  const big = one === 0xfe && other === 0xff;
  return new TextDecoder(little ? "utf-16le" : big ? "utf-16be" : "utf-8").decode(head);
}

/** The cells of the first line, with quotes taken off, and what parts them. */
export function header(text: string): { delimiter: string; columns: string[] } {
  const line = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  const delimiter = [";", "\t", "|", ","].find((one) => line.includes(one)) ?? ",";
  const cells = line.match(new RegExp(`("([^"]|"")*"|[^${delimiter === "|" ? "\\|" : delimiter}]*)`, "g")) ?? [];
  const columns = cells.map((cell) => cell.replace(/^"|"$/g, "").replaceAll('""', '"').trim()).filter(Boolean);
  return { delimiter, columns };
}

const quoted = (text: string) => JSON.stringify(text);

/** "Customer Number" as customer_number: the fields' names are written like that. */
function fieldName(column: string): string {
  const name = column
    .normalize("NFKD")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .replace(/[^\p{L}\p{N}.]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return /^[a-z0-9_]+$/.test(name) ? name : quoted(name);
}

export function draftMapping(text: string, type: string): string {
  const { delimiter, columns } = header(text);
  const lines = [`type = ${quoted(type)}`];
  if (delimiter !== ",") lines.push(`delimiter = ${quoted(delimiter)}`);
  lines.push("", "[fields]", ...columns.map((column) => `${fieldName(column)} = ${quoted(column)}`));
  return `${lines.join("\n")}\n`;
}
