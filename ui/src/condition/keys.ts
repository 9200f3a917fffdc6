/** The editor by keyboard. Keys pressed inside a field are the field's own, but for undo. */
import type { FocusEvent, KeyboardEvent } from "react";
import type { GroupNode } from "./model";
import { duplicate, nest, places, remove, step, unnest } from "./tree";
import type { ConditionState } from "./useCondition";

/** Whether an event comes from something that is typed into. */
export const typing = (target: EventTarget) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Whether the focus came to a line itself or to what stands in it, and not to a line of its `where`. */
export const isOf = (event: FocusEvent<HTMLElement>) => event.target.closest("[data-node]") === event.currentTarget;

interface KeysOf {
  state: ConditionState;
  selected: string | null;
  focus: (id: string) => void;
}

export function useKeys({ state, selected, focus }: KeysOf) {
  const { root, apply } = state;
  return (event: KeyboardEvent<HTMLElement>) => {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (control && (key === "z" || key === "y")) {
      event.preventDefault();
      if (key === "y" || event.shiftKey) state.redo();
      else state.undo();
      if (!typing(event.target)) focus(selected ?? root.id);
      return;
    }
    const line = (event.target as HTMLElement).closest<HTMLElement>("[data-node]");
    if (!line || !selected) return;
    if (event.key === "Escape" && event.target !== line) {
      line.focus();
      return;
    }
    if (event.target !== line) return;
    const handled = onLine(event, control, key);
    if (handled) event.preventDefault();
  };

  function onLine(event: KeyboardEvent<HTMLElement>, control: boolean, key: string): boolean {
    const id = selected as string;
    const change = (by: (now: GroupNode) => GroupNode) => {
      apply(by);
      focus(id);
      return true;
    };
    if (control && key === "d") {
      const copy = duplicate(root, id);
      apply(() => copy.root);
      focus(copy.id);
      return true;
    }
    if (event.altKey) {
      if (event.key === "ArrowUp") return change((now) => step(now, id, -1));
      if (event.key === "ArrowDown") return change((now) => step(now, id, 1));
      if (event.key === "ArrowRight") return change((now) => nest(now, id));
      if (event.key === "ArrowLeft") return change((now) => unnest(now, id));
      return false;
    }
    if (control) return false;
    const shown = places(root).filter((place) => document.querySelector(`[data-node="${place.node.id}"]`));
    const at = shown.findIndex((place) => place.node.id === id);
    const neighbour = (offset: number) => shown[at + offset]?.node.id;
    switch (event.key) {
      case "ArrowUp":
      case "ArrowDown": {
        const next = neighbour(event.key === "ArrowUp" ? -1 : 1);
        if (next) focus(next);
        return true;
      }
      case "Enter":
      case "F2":
        (event.target as HTMLElement).querySelector<HTMLElement>("button[data-chip], input")?.focus();
        return true;
      case "Delete":
      case "Backspace": {
        const next = neighbour(-1) ?? root.id;
        if (shown[at]?.parent) apply((now) => remove(now, id));
        focus(next);
        return true;
      }
      default:
        return false;
    }
  }
}
