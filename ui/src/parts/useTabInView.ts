/**
 * On a phone a line of tabs is swiped: the chosen one is brought into view, and the page stays where it is. `data-before`
 * and `data-after` say on which side there are more, so that they fade there.
 */
import { useEffect, useRef } from "react";

function tellMore(line: HTMLElement) {
  line.toggleAttribute("data-before", line.scrollLeft > 1);
  line.toggleAttribute("data-after", line.scrollLeft + line.clientWidth < line.scrollWidth - 1);
}

export function useTabInView(chosen: string) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = chosen && line.current?.querySelector("[data-active]");
    if (!line.current || !tab) return;
    const [around, here] = [line.current.getBoundingClientRect(), tab.getBoundingClientRect()];
    if (here.left < around.left) line.current.scrollLeft -= around.left - here.left;
    if (here.right > around.right) line.current.scrollLeft += here.right - around.right;
    tellMore(line.current);
  }, [chosen]);
  useEffect(() => {
    const found = line.current;
    if (!found) return;
    const tell = () => tellMore(found);
    const observer = new ResizeObserver(tell);
    observer.observe(found);
    found.addEventListener("scroll", tell, { passive: true });
    return () => {
      observer.disconnect();
      found.removeEventListener("scroll", tell);
    };
  }, []);
  return line;
}
