/**
 * What is swiped sideways says on which side there is more: `data-before` and `data-after` on it, so that it fades there.
 */
import { useEffect, useRef } from "react";

export function tellMore(line: HTMLElement) {
  line.toggleAttribute("data-before", line.scrollLeft > 1);
  line.toggleAttribute("data-after", line.scrollLeft + line.clientWidth < line.scrollWidth - 1);
}

export function useMore() {
  const line = useRef<HTMLDivElement>(null);
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
