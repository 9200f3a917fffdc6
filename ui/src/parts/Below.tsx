/**
 * What stands below something whose height isn't known before it is loaded.
 *
 * It asks for what it needs at once, and is shown when nothing above can push it any more: room kept for a sentence, actions
 * or a remark is wrong for most, and what is moved up is as bad as what is moved down.
 */
import { Box } from "@mantine/core";
import { type Query, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";

interface Props {
  /** Whether what stands above is there. */
  known: boolean;
  children: ReactNode;
}

export function Below({ known, children }: Props) {
  return <Box style={known ? undefined : { visibility: "hidden" }}>{children}</Box>;
}

const isAwaited = (query: Query) => query.state.status === "pending";

/** Below a part that loads by itself: until the page has all that it asked for at first, and from then on whatever it asks. */
export function BelowAll({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [known, setKnown] = useState(false);
  useEffect(() => {
    if (known) return;
    const look = () => client.isFetching({ predicate: isAwaited }) === 0 && setKnown(true);
    look();
    return client.getQueryCache().subscribe(look);
  }, [client, known]);
  return <Below known={known}>{children}</Below>;
}
