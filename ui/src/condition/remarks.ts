/** Puts what the server said of pointers to the lines it speaks of. */
import type { Fault, Preview } from "../api/types";
import type { Remark } from "./EditorContext";
import { nodeAt } from "./json";

export function remarksOf(
  pointers: Map<string, string>,
  faults: Fault[],
  missing: Preview["missing"],
  sayMissing: (count: number) => string,
): Map<string, Remark[]> {
  const remarks = new Map<string, Remark[]>();
  const add = (pointer: string, remark: Remark) => {
    const id = nodeAt(pointers, pointer);
    if (id) remarks.set(id, [...(remarks.get(id) ?? []), remark]);
  };
  for (const fault of faults) add(fault.pointer, { kind: "fault", text: fault.detail });
  if (faults.length === 0) {
    for (const one of missing) if (one.count > 0) add(one.pointer, { kind: "missing", text: sayMissing(one.count) });
  }
  return remarks;
}
