/** What is found, told to screen readers as a list beside the field: which there are, and which Enter would open.
 *
 * Mantine marks the chosen one on the page alone, by `data-selected`; whatever changes that mark is followed here. */
import { useEffect, useRef, useState } from "react";
import { FOUND } from "./useFirst";

function speak(field: HTMLElement, list: HTMLElement) {
  let chosen: string | null = null;
  list.querySelectorAll<HTMLElement>("[data-action]").forEach((one, index) => {
    const isChosen = one.hasAttribute("data-selected");
    one.id = `${FOUND}-${index}`;
    one.setAttribute("aria-selected", String(isChosen));
    if (isChosen) chosen = one.id;
  });
  if (chosen) field.setAttribute("aria-activedescendant", chosen);
  else field.removeAttribute("aria-activedescendant");
}

export function useSpoken() {
  const field = useRef<HTMLInputElement>(null);
  const [list, setList] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const input = field.current;
    if (!input || !list) return input?.removeAttribute("aria-activedescendant");
    const follow = () => speak(input, list);
    follow();
    const watch = new MutationObserver(follow);
    watch.observe(list, { subtree: true, childList: true, attributeFilter: ["data-selected"] });
    return () => watch.disconnect();
  }, [list]);
  return { field, setList };
}
