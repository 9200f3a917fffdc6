/** What every part of the editor shares: the tree, how to change it, which line is chosen, what the server said. */
import { createContext, useContext } from "react";
import type { GroupNode } from "./model";
import type { Subject } from "./vocabulary";
import type { Speech } from "./words";

export interface Remark {
  kind: "fault" | "missing";
  text: string;
}

export interface Editor {
  root: GroupNode;
  subject: Subject;
  speech: Speech;
  selected: string | null;
  select: (id: string | null) => void;
  /** Change the tree; changes with the same tag in quick succession are one undo step. */
  apply: (change: (root: GroupNode) => GroupNode, tag?: string) => void;
  /** Put the focus on a line after the next drawing; `fresh` lets its field list open by itself. */
  focus: (id: string, fresh?: boolean) => void;
  remarks: Map<string, Remark[]>;
  unfinished: Set<string>;
  /** The line just added, whose field list opens by itself. */
  fresh: string | null;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const found = useContext(EditorContext);
  if (!found) throw new Error("EditorContext is missing");
  return found;
}
