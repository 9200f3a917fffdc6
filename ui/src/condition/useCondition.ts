/** The state of one condition being edited: tree, undo, JSON and its pointers. */
import { useCallback, useMemo, useReducer } from "react";
import type { Json } from "../api/types";
import { changed, type History, redone, started, undone } from "./history";
import { read, type Written, write } from "./json";
import { type GroupNode, group } from "./model";
import type { Vocabulary } from "./vocabulary";

type Action =
  | { do: "change"; by: (root: GroupNode) => GroupNode; tag: string; at: number }
  | { do: "undo" }
  | { do: "redo" }
  | { do: "restart"; root: GroupNode };

function reduce(history: History, action: Action): History {
  switch (action.do) {
    case "change":
      return changed(history, action.by(history.present), action.tag, action.at);
    case "undo":
      return undone(history);
    case "redo":
      return redone(history);
    default:
      return started(action.root);
  }
}

export interface ConditionState {
  root: GroupNode;
  written: Written;
  canUndo: boolean;
  canRedo: boolean;
  apply: (by: (root: GroupNode) => GroupNode, tag?: string) => void;
  undo: () => void;
  redo: () => void;
  restart: (json: Json) => void;
}

export function treeOf(json: Json): GroupNode {
  return json === null ? group("all") : read(json);
}

export function useCondition(initial: Json, vocabulary: Vocabulary): ConditionState {
  const [history, act] = useReducer(reduce, initial, (json) => started(treeOf(json)));
  const apply = useCallback(
    (by: (root: GroupNode) => GroupNode, tag = "") => act({ do: "change", by, tag, at: Date.now() }),
    [],
  );
  const undo = useCallback(() => act({ do: "undo" }), []);
  const redo = useCallback(() => act({ do: "redo" }), []);
  const restart = useCallback((json: Json) => act({ do: "restart", root: treeOf(json) }), []);
  const written = useMemo(() => write(history.present, vocabulary), [history.present, vocabulary]);
  return {
    root: history.present,
    written,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    apply,
    undo,
    redo,
    restart,
  };
}
