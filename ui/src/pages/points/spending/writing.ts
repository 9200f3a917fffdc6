/** A spending rule being written, and what saving it waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { SpendingRuleOut } from "../../../api/schema";
import type { Fault, VocabularyDocument } from "../../../api/types";
import { remarksOf } from "../../../condition/remarks";
import { useCheck } from "../../../condition/useCheck";
import { useSpokenCondition } from "../../../condition/useSpeech";
import { useFormats } from "../../../parts/Formats";
import { useLeaving } from "../../../parts/leaving";
import { changedHere } from "../../../parts/meanwhile/apart";
import type { Waiting } from "../../../parts/SaveButton";
import { type Document, documentOf } from "../documents";
import { type Body, bodyOf, type Words, wordsOf, wrongOf } from "./words";

export interface Start {
  document: VocabularyDocument;
  rule: SpendingRuleOut | null;
}

export const touchedBySpending = [["spending-rules"], ["spending-rule"], ["search"], ["estimate"]] as const;

export function useSpendingWriting({ document, rule }: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { places } = useFormats();
  const [words, keepWords] = useState<Words>(() => wordsOf(rule));
  const { state, speech } = useSpokenCondition(rule?.condition ?? null, document);
  const condition = state.written.json;
  const checked = useCheck(condition, "order");
  const body = bodyOf(words, condition);
  const [pristine] = useState(() => JSON.stringify(body));
  const changed = pristine !== JSON.stringify(body);
  const leaving = useLeaving(changed);
  const save = useDeed<Sent, SpendingRuleOut>({
    path: rule ? `/v1/spending-rules/${encodeURIComponent(rule.id)}` : "/v1/spending-rules",
    method: rule ? "PATCH" : "POST",
    touches: touchedBySpending,
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (save.error) save.reset();
  };
  const faults = save.error instanceof Problem ? save.error.errors : NO_FAULTS;
  const ofCondition = faults
    .filter((one) => one.pointer.startsWith("/condition"))
    .map((one) => ({ ...one, pointer: one.pointer.slice("/condition".length) }));
  const remarks = remarksOf(
    state.written.pointers,
    checked.faults.length > 0 ? checked.faults : ofCondition,
    [],
    String,
  );
  const wrong = wrongOf(words, places);
  const waiting = (): Waiting | null => {
    if (!body.name) return { says: t("save.needsName"), field: "/name" };
    if (wrong) {
      const says = wrong[1].what === "empty" ? t("save.needsFields") : t("save.faulty");
      return { says, field: `/exchange/${wrong[0]}` };
    }
    const { unfinished } = state.written;
    if (unfinished.length > 0) {
      return { says: t("save.unfinished", { count: unfinished.length }), field: "/condition" };
    }
    if (checked.faults.length > 0) return { says: t("save.faulty"), field: "/condition" };
    return rule && !changed ? { says: t("save.unchanged") } : null;
  };
  const send = (sent: Sent) =>
    save.mutate(sent, {
      onSuccess: (stored) => {
        leaving.release();
        notifications.show({ message: t("spending.saved", { name: stored.name }) });
        navigate("/points?tab=spending");
      },
    });
  const doSave = () => send(rule ? { ...body, version: rule.version } : body);
  const begunBody = JSON.parse(pristine) as Document;
  const mine = documentOf(body);
  const beside = rule && {
    path: `/v1/spending-rules/${encodeURIComponent(rule.id)}`,
    before: documentOf(rule),
    begun: begunBody,
    mine,
    onTop: (version: number) => send({ ...changedHere(mine, begunBody), version }),
    busy: save.isPending,
  };
  return {
    rule,
    words,
    setWords,
    state,
    speech,
    condition,
    checked,
    remarks,
    faults,
    wrong,
    changed,
    leaving,
    save,
    beside,
    doSave,
    waitsFor: waiting(),
  };
}

type Sent = Partial<Body> & { version?: number };

const NO_FAULTS: Fault[] = [];

export type SpendingWriting = ReturnType<typeof useSpendingWriting>;
