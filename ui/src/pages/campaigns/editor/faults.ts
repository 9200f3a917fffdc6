/** What is wrong with a drawn campaign, in words. */
import type { TFunction } from "i18next";
import type { Draft, FaultOut } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { capital } from "../../../condition/words";
import { kindOf, labelOf } from "../kinds";

/** What is wrong, with the name of the field that it is about. */
export function saidOf(fault: FaultOut, t: TFunction): string {
  const field = fault.pointer.split("/").findLast((part) => !/^\d+$/.test(part)) ?? "";
  const named = t(`campaign.argument.${field}` as "campaign.argument.points", { defaultValue: "" });
  return named ? `${named}: ${fault.detail}` : capital(fault.detail);
}

/** The same away from the step, whose name comes first. */
export function saidOfStep(fault: FaultOut, draft: Draft, kinds: Kinds | undefined, t: TFunction): string {
  const [, where, index] = fault.pointer.split("/");
  const family = where === "trigger" ? where : "step";
  const kind =
    where === "trigger" ? draft.trigger?.kind : where === "nodes" ? draft.nodes[Number(index)]?.step.kind : "";
  const info = kinds && kindOf(kinds, family, kind);
  return info ? `${labelOf(info, family, t)} · ${saidOf(fault, t)}` : saidOf(fault, t);
}
