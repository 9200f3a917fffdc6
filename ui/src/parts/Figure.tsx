/** One number that matters, with what it means and how it changed. */
import { Paper, SimpleGrid, Skeleton, Text } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useRef } from "react";

interface Props {
  label: string;
  value: ReactNode;
  hint?: ReactNode;
  loading?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
}

export function Figure({ label, value, hint, loading = false, wide = false }: Props) {
  return (
    <Paper p="md" className={wide ? "figure wide-only" : "figure"}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      {loading ? <Skeleton height={24} width={96} my={4} radius={4} /> : <Fitted>{value}</Fitted>}
      {hint && (
        <Text size="xs" c="dimmed" component="div">
          {hint}
        </Text>
      )}
    </Paper>
  );
}

const FULL_SIZE = 20;
const LEAST_SIZE = 9;

/** A value in one line, written smaller when it is too long for its card. */
function Fitted({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const shrink = () => {
      element.style.fontSize = `${FULL_SIZE}px`;
      const share = element.clientWidth / element.scrollWidth;
      element.title = share < 1 ? (element.textContent ?? "") : "";
      if (share < 1) element.style.fontSize = `${Math.max(LEAST_SIZE, Math.floor(FULL_SIZE * share * 2) / 2)}px`;
    };
    shrink();
    const observer = new ResizeObserver(shrink);
    observer.observe(element.parentElement ?? element);
    return () => observer.disconnect();
  });
  return (
    <Text component="div" className="figure-value figures" ref={box}>
      {children}
    </Text>
  );
}

export function Figures({ children, columns = 4 }: { children: ReactNode; columns?: number }) {
  return (
    <SimpleGrid cols={{ base: 2, md: columns }} spacing="sm" mb="lg">
      {children}
    </SimpleGrid>
  );
}
