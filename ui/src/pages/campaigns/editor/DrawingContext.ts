/** What cards, lines and lists of one campaign share: the drawing, or what is only looked at, and the numbers on it. */
import { createContext, useContext } from "react";
import type { CountsOut, Draft, FaultOut, ReadingOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import type { BranchesOf, From } from "./graph";

export interface Seen {
  draft: Draft;
  kinds: Kinds;
  branchesOf: BranchesOf;
  reading: ReadingOut | undefined;
  counts: CountsOut | undefined;
  chosen: string | null;
  choose: (id: string | null) => void;
  /** The nodes that one customer has come by. */
  lit: ReadonlySet<string> | null;
  /** Nothing was done here yet: what is missing is still to be done, and not wrong. */
  isFresh?: boolean;
  /** Ask which step is to be put at a place; undefined where nothing is drawn. */
  add?: (from: From) => void;
}

export const SeenContext = createContext<Seen | null>(null);

export function useSeen(): Seen {
  const found = useContext(SeenContext);
  if (!found) throw new Error("SeenContext is missing");
  return found;
}

/** What is wrong with a node, or the trigger, in the server's words; or what it probably doesn't mean. */
export function faultsOf(
  seen: Pick<Seen, "draft" | "reading">,
  id: string | null,
  what: "errors" | "warnings" = "errors",
): FaultOut[] {
  const index = seen.draft.nodes.findIndex((one) => one.id === id);
  const pointer = id === null ? "/trigger" : `/nodes/${index}`;
  return (seen.reading?.[what] ?? []).filter(
    (one) =>
      one.pointer === pointer || one.pointer.startsWith(`${pointer}/`) || (id === null && one.pointer === "/first"),
  );
}
