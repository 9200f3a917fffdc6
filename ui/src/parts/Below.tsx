/**
 * What stands below something whose height isn't known before it is loaded.
 *
 * It asks for what it needs at once, and is shown when nothing above can push it any more: room kept for a sentence, actions
 * or a remark is wrong for most, and what is moved up is as bad as what is moved down.
 */
import { Box } from "@mantine/core";
import { useIsFetching } from "@tanstack/react-query";
import type { ReactNode } from "react";

interface Props {
  /** Whether what stands above is there. */
  known: boolean;
  children: ReactNode;
}

export function Below({ known, children }: Props) {
  return <Box style={known ? undefined : { visibility: "hidden" }}>{children}</Box>;
}

/** Below a part that loads by itself, and may be another one the next moment: until the page has all that it asked for. */
export function BelowAll({ children }: { children: ReactNode }) {
  const awaited = useIsFetching({ predicate: (query) => query.state.status === "pending" });
  return <Below known={awaited === 0}>{children}</Below>;
}
