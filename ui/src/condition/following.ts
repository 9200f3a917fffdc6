/** Where the keyboard goes on once a value to read was picked: to what comes next on its line. */

/** How the value is compared, from where Tab leads to what it is compared with; else the chip itself: never out of the line. */
export function focusFollowing(chip: HTMLElement | null): void {
  const line = chip?.closest("[data-node]");
  if (!chip || !line) return;
  const operator = [...line.querySelectorAll<HTMLElement>("[data-operator]")].find(
    (one) =>
      one.closest("[data-node]") === line && chip.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  (operator ?? chip).focus();
}
