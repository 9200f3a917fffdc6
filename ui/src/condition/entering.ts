/**
 * Enter in a list that is searched takes the option that is seen to be highlighted, or else the first.
 *
 * Mantine forgets which one that is when the list has only just opened under the first letters: it looks for the chosen
 * option a moment later, finds none, and Enter did nothing.
 */
import type { KeyboardEvent } from "react";

export function takeHighlighted(event: KeyboardEvent<HTMLElement>): void {
  const input = event.target;
  if (event.key !== "Enter" || !(input instanceof HTMLInputElement) || input.value.trim() === "") return;
  const list = document.getElementById(input.getAttribute("aria-controls") ?? "");
  const option =
    list?.querySelector<HTMLElement>("[data-combobox-selected]") ??
    list?.querySelector<HTMLElement>("[data-combobox-option]:not([data-combobox-disabled])");
  if (!option) return;
  event.preventDefault();
  event.stopPropagation();
  option.click();
}
