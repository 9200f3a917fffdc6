/** The column beside a form, which stays in view while the form is scrolled; one that is too long for that until its end. */
import { Stack } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useRef } from "react";

export function Beside({ children }: { children: ReactNode }) {
  const column = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = column.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      element.style.setProperty("--beside-height", `${element.offsetHeight}px`),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <Stack gap="md" className="beside" ref={column}>
      {children}
    </Stack>
  );
}
