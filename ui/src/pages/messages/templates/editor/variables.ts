/** Variables as they are put into a body: a loop for a list, and money and dates by the filter that writes them. */
import type { MailVariable } from "../../../../api/schema";

export interface Offered {
  path: string;
  variable: MailVariable;
}

/** What of a source can be put in: its fields, and its lists as wholes. */
export function offered(source: MailVariable): Offered[] {
  return source.fields
    .filter((field) => field.type !== "group")
    .map((variable) => ({ path: `${source.name}.${variable.name}`, variable }));
}

const FILTERS: Partial<Record<MailVariable["type"], string>> = {
  amount: "money",
  day: "date",
  instant: "date",
  number: "number",
};

export function snippetOf(path: string, variable: MailVariable): string {
  if (variable.type === "list") {
    const isLines = variable.name === "lines";
    const one = isLines ? "line" : "product";
    const price = isLines ? "total" : "price";
    return `{% for ${one} in ${path} limit: 5 %}\n  {{ ${one}.name }}: {{ ${one}.${price} | money }}\n{% endfor %}\n`;
  }
  const filter = FILTERS[variable.type];
  return filter ? `{{ ${path} | ${filter} }}` : `{{ ${path} }}`;
}
