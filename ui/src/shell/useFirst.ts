/** In the search the first of what is found is chosen, and Enter opens it, also Enter that was quicker than the answer.
 *
 * Mantine's own chooses the first as something is typed, and no other when that is gone with the answer. */
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { searchStore } from "./search-store";

/** The id of the list of what is found. */
export const FOUND = "search-found";

const ARROWS = ["ArrowDown", "ArrowUp"];

export function useFirst(typed: string, isWaiting: boolean) {
  /** What was typed when somebody went to another than the first, and when Enter was pressed too early. */
  const moved = useRef<string | null>(null);
  const entered = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (!typed.trim()) return;
    const actions = [...document.querySelectorAll<HTMLElement>(`#${FOUND} [data-action]`)];
    const before = actions.findIndex((one) => one.hasAttribute("data-selected"));
    const selected = moved.current === typed && before > 0 ? before : 0;
    actions.forEach((one, index) => {
      one.toggleAttribute("data-selected", index === selected);
    });
    if (searchStore.getState().selected !== selected) searchStore.updateState((state) => ({ ...state, selected }));
    if (isWaiting || entered.current === null) return;
    const isMeant = entered.current === typed;
    entered.current = null;
    if (isMeant) actions[selected]?.click();
  });
  const onKey = (event: KeyboardEvent) => {
    if (ARROWS.includes(event.key)) moved.current = typed;
    if (event.key !== "Enter" || !isWaiting || moved.current === typed) return;
    entered.current = typed;
    event.preventDefault();
    event.stopPropagation();
  };
  return { onKey };
}
