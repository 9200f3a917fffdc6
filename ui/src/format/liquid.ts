/** A subject to be read in a list: an ellipsis stands for what each customer has of their own. */
export const withoutLiquid = (subject: string) =>
  subject
    .replace(/\{%.*?%\}/g, "")
    .replace(/\{\{.*?\}\}/g, "…")
    .replace(/…(\s*…)+/g, "…")
    .trim();
