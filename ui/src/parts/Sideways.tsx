/** What may be wider than its place is swiped sideways, reached by keyboard, and fades on the side where there is more. */
import type { ReactNode } from "react";
import { useMore } from "./useMore";

export function Sideways({ label, children }: { label: string; children: ReactNode }) {
  const line = useMore();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled sideways has to be reached by keyboard
    <section ref={line} className="sideways" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
