/** A condition of a rule with what is said of it, whether here while it is written or by the refusal to save it. */
import type { TFunction } from "i18next";
import type { Fault, Json, VocabularyDocument } from "../api/types";
import type { Waiting } from "../parts/SaveButton";
import { remarksOf } from "./remarks";
import { useCheck } from "./useCheck";
import { useSpokenCondition } from "./useSpeech";
import type { Subject } from "./vocabulary";

export function useRuleCondition(initial: Json, document: VocabularyDocument, subject: Subject, pointer: string) {
  const spoken = useSpokenCondition(initial, document);
  const checked = useCheck(spoken.state.written.json, subject);
  const remarks = (refused: Fault[]) => {
    const own = refused
      .filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
      .map((one) => ({ ...one, pointer: one.pointer.slice(pointer.length) }));
    return remarksOf(spoken.state.written.pointers, checked.faults.length > 0 ? checked.faults : own, [], String);
  };
  return { ...spoken, checked, remarks, subject, json: spoken.state.written.json };
}

export type RuleCondition = ReturnType<typeof useRuleCondition>;

/** What has to be done about a condition before it can be saved. */
export function waitsForCondition(of: RuleCondition, field: string, t: TFunction): Waiting | null {
  const { unfinished } = of.state.written;
  if (unfinished.length > 0) return { says: t("save.unfinished", { count: unfinished.length }), field };
  return of.checked.faults.length > 0 ? { says: t("save.faulty"), field } : null;
}
