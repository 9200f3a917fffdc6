/** What something says part by part as one sentence, the condition last; parts that aren't there are left out. */
export function oneSentence(parts: (string | null | undefined | false)[], condition?: string | null | false): string {
  const [first, ...others] = parts.filter((part): part is string => Boolean(part));
  if (first === undefined) return "";
  const told = [first, ...others.map(lowered)].join(", ");
  return asSentence(condition ? `${told}: ${condition}` : told);
}

/** For the middle of a sentence; a word in capitals stays. */
function lowered(words: string): string {
  const [one, two] = [words.charAt(0), words.charAt(1)];
  return two !== "" && two === two.toUpperCase() && two !== two.toLowerCase()
    ? words
    : one.toLowerCase() + words.slice(1);
}

/** Words of the server within a text of the page: with a capital and a full stop. */
export function asSentence(words: string): string {
  const said = words.trim();
  if (said === "") return said;
  return said.charAt(0).toUpperCase() + said.slice(1) + (/[.!?…]$/.test(said) ? "" : ".");
}
