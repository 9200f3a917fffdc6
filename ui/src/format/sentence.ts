/** Words of the server within a text of the page: with a capital and a full stop. */
export function asSentence(words: string): string {
  const said = words.trim();
  if (said === "") return said;
  return said.charAt(0).toUpperCase() + said.slice(1) + (/[.!?…]$/.test(said) ? "" : ".");
}
