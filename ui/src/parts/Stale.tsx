/** Figures of what was asked before, which stand there, greyed, until those that were asked for are there. */
import { Box } from "@mantine/core";
import type { ReactNode } from "react";

export function Stale({ when, children }: { when: boolean; children: ReactNode }) {
  return (
    <Box opacity={when ? 0.5 : 1} aria-busy={when}>
      {children}
    </Box>
  );
}
