/** A draft that is tried beside its form: what is wrong in it stands at its fields, as when it is saved. */
import { Problem } from "../api/client";
import type { Fault } from "../api/types";

/** The faults of a draft that was sent as the member `at`, by the pointers of its form; none where something else is wrong too. */
export function faultsOfDraft(error: unknown, at: string): Fault[] {
  const faults = error instanceof Problem ? error.errors : [];
  if (!faults.every((fault) => fault.pointer.startsWith(`${at}/`))) return [];
  return faults.map((fault) => ({ ...fault, pointer: fault.pointer.slice(at.length) }));
}
