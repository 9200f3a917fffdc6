/** On a phone a line of tabs is swiped: the chosen one is brought into view, and the page stays where it is. */
import { useEffect } from "react";
import { tellMore, useMore } from "./useMore";

export function useTabInView(chosen: string) {
  const line = useMore();
  useEffect(() => {
    const tab = chosen && line.current?.querySelector("[data-active]");
    if (!line.current || !tab) return;
    const [around, here] = [line.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (here.left < around.left) line.current.scrollLeft -= around.left - here.left;
    if (here.right > around.right) line.current.scrollLeft += here.right - around.right;
    tellMore(line.current);
  }, [chosen, line]);
  return line;
}
