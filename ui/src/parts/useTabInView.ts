/**
 * A line of tabs that has no room for all is swiped: the chosen one is brought into view with a part of its neighbours, so that
 * they can be clicked too, and the page stays where it is.
 */
import { useEffect } from "react";
import { tellMore, useMore } from "./useMore";

const NEIGHBOUR = 64;

export function useTabInView(chosen: string) {
  const line = useMore();
  useEffect(() => {
    const tab = chosen && line.current?.querySelector("[data-active]");
    if (!line.current || !tab) return;
    const [around, here] = [line.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    const [before, after] = [around.left + NEIGHBOUR - here.left, here.right + NEIGHBOUR - around.right];
    if (before > 0) line.current.scrollLeft -= before;
    if (after > 0) line.current.scrollLeft += after;
    tellMore(line.current);
  }, [chosen, line]);
  return line;
}
