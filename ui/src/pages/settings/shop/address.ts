/** An address as people say it: shop.example, of which https:// goes without saying. */

const BARE = /^[^\s:/?#@]+\.(?!\d+(?:[:/]|$))[^\s:/?#@.]+(:\d+)?(\/\S*)?$/;

/** The whole address; what looks like none, or says how it is reached, stays as it was typed. */
export function whole(typed: string): string {
  const said = typed.trim();
  return BARE.test(said) ? `https://${said}` : said;
}
