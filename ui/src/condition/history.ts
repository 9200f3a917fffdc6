/** Undo and redo over whole trees, or whatever else is drawn. Changes of one kind in quick succession (typing) are one step. */
import type { GroupNode } from "./model";

export interface History<T = GroupNode> {
  past: T[];
  present: T;
  future: T[];
  /** What the last change was, and when, to join it with the next of its kind. */
  last: { tag: string; at: number } | null;
}

const JOINED_MS = 1_000;
const KEPT = 100;

export const started = <T = GroupNode>(present: T): History<T> => ({ past: [], present, future: [], last: null });

export function changed<T = GroupNode>(history: History<T>, next: T, tag: string, at: number): History<T> {
  if (next === history.present) return history;
  const { last } = history;
  const joined = tag !== "" && last?.tag === tag && at - last.at < JOINED_MS;
  return {
    past: joined ? history.past : [...history.past, history.present].slice(-KEPT),
    present: next,
    future: [],
    last: { tag, at },
  };
}

export function undone<T = GroupNode>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redone<T = GroupNode>(history: History<T>): History<T> {
  const after = history.future[0];
  if (!after) return history;
  return {
    past: [...history.past, history.present],
    present: after,
    future: history.future.slice(1),
    last: null,
  };
}
