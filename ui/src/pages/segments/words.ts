/** What a segment is besides its conditions, as its form holds it; and what of it is sent. */
import type { Actions, Refresh } from "../../api/schema";
import type { AppliesTo, Fault, Json, Segment } from "../../api/types";
import { actsAtAll, NO_ACTIONS } from "./acts";
import { AUTOMATIC } from "./refresh";

export interface Words {
  name: string;
  description: string;
  applies_to: AppliesTo;
  stores: string[];
  actions: Actions;
  hold_jumps: boolean;
  refresh: Refresh;
}

export interface Conditions {
  condition: Json;
  exclude: Json;
}

export type Body = Omit<Words, "actions"> & Conditions & { actions: Actions | null; version?: number };

export function wordsOf(segment: Segment | null): Words {
  return {
    name: segment?.name ?? "",
    description: segment?.description ?? "",
    applies_to: segment?.applies_to ?? "everyone",
    stores: segment?.stores ?? [],
    actions: segment?.actions ?? NO_ACTIONS,
    hold_jumps: segment?.hold_jumps ?? false,
    refresh: segment?.refresh ?? AUTOMATIC,
  };
}

export function bodyOf(words: Words, conditions: Conditions, segment: Segment | null): Body {
  const actions = actsAtAll(words.actions) ? words.actions : null;
  const body = { ...words, ...conditions, name: words.name.trim(), actions };
  return segment ? { ...body, version: segment.version } : body;
}

/** Whether who is in, or what is done about them, becomes other by it: then the difference is shown before it is saved. */
export function movesAnybody(body: Body, segment: Segment, stored: Conditions): boolean {
  const before = bodyOf(wordsOf(segment), stored, segment);
  // One that becomes automatic catches up with all that has happened since it was refreshed.
  if (body.refresh.kind === "automatic" && before.refresh.kind !== "automatic") return true;
  const part = (of: Body) =>
    JSON.stringify([of.condition, of.exclude, of.applies_to, of.stores, of.actions, of.hold_jumps]);
  return part(body) !== part(before);
}

const CONDITION = "/condition";
const EXCLUDE = "/exclude";

export const isUnder = (pointer: string, above: string) => pointer === above || pointer.startsWith(`${above}/`);

/** Faults of the condition and those of the exclusion, each with their pointers from its root on. */
export function faultsOfConditions<T extends Pick<Fault, "pointer">>(found: readonly T[]): { in: T[]; out: T[] } {
  const under = (above: string) =>
    found
      .filter((one) => isUnder(one.pointer, above))
      .map((one) => ({ ...one, pointer: one.pointer.slice(above.length) }));
  return { in: under(CONDITION), out: under(EXCLUDE) };
}

/** The server's words for a field or for one of its values. */
export function faultUnder(faults: readonly Fault[], pointer: string): string | undefined {
  return faults.find((fault) => isUnder(fault.pointer, pointer))?.detail;
}

/** Whether a fault stands at its field or at its line of a condition. */
export const isShown = (pointer: string) => !["", "/applies_to", "/hold_jumps", "/version", "/id"].includes(pointer);
