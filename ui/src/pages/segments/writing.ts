/** A segment being written: its words and condition, the draft, what it finds, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { AppliesTo, Fault, Json, Segment, VocabularyDocument } from "../../api/types";
import { write } from "../../condition/json";
import { remarksOf } from "../../condition/remarks";
import { treeOf } from "../../condition/useCondition";
import { type Previewed, usePreview } from "../../condition/usePreview";
import { useSpokenCondition } from "../../condition/useSpeech";
import { useDraft, useLeaving } from "../../parts/leaving";
import type { Waiting } from "../../parts/SaveButton";
import { segmentPath } from "./state";

export interface Words {
  name: string;
  description: string;
  applies_to: AppliesTo;
}

interface Draft extends Words {
  condition: Json;
  version: number | null;
}

type Body = Words & { condition: Json; version?: number };

export interface Start {
  document: VocabularyDocument;
  /** The one that is changed, or null for a new one. */
  segment: Segment | null;
  /** The one that a new one begins as. */
  copyOf: Segment | null;
}

/** Faults of these stand at their own fields; all others are the condition's. */
const OF_WORDS = ["/name", "/description", "/applies_to", "/version", "/id"];

/** Whether a fault stands at its field or at its line of the condition. */
export const isShown = (pointer: string) => !["", "/applies_to", "/version", "/id"].includes(pointer);

const EVERYBODY: Json = { all: [] };

function wordsOf(segment: Segment | null): Words {
  return {
    name: segment?.name ?? "",
    description: segment?.description ?? "",
    applies_to: (segment?.applies_to as AppliesTo | undefined) ?? "everyone",
  };
}

/** The words and the condition, from a draft where there is one, which is kept as long as something is changed. */
function useWords({ document, segment, copyOf }: Start) {
  const { t } = useTranslation();
  const origin = segment ?? copyOf;
  const draft = useDraft<Draft>(`segment.${segment?.id ?? "new"}`);
  const found = draft.found && !copyOf && draft.found.version === (segment?.version ?? null) ? draft.found : null;
  const [restored, setRestored] = useState(found !== null);
  const [words, setWords] = useState<Words>(() => {
    if (found) return { name: found.name, description: found.description, applies_to: found.applies_to };
    return copyOf ? { ...wordsOf(copyOf), name: t("segments.copyName", { name: copyOf.name }) } : wordsOf(segment);
  });
  const { state, speech } = useSpokenCondition(found ? found.condition : (origin?.condition ?? null), document);
  const condition = state.written.json ?? EVERYBODY;
  const [pristine] = useState(() => {
    const stored = write(treeOf(segment?.condition ?? null), speech.vocabulary).json ?? EVERYBODY;
    return JSON.stringify({ ...wordsOf(segment), condition: stored });
  });
  const changed = pristine !== JSON.stringify({ ...words, condition });
  useEffect(() => {
    if (changed) draft.keep({ ...words, condition, version: segment?.version ?? null });
    else draft.drop();
  }, [changed, words, condition, segment?.version, draft.keep, draft.drop]);
  const discard = () => {
    draft.drop();
    setRestored(false);
    setWords(wordsOf(origin));
    state.restart(origin?.condition ?? null);
  };
  return { words, setWords, state, speech, condition, changed, restored, setRestored, discard, drop: draft.drop };
}

/** What is to be done before it can be saved, or null. */
function useWaiting(of: ReturnType<typeof useWords>, segment: Segment | null, previewed: Previewed): Waiting | null {
  const { t } = useTranslation();
  const { words, state, changed } = of;
  const field = "/condition";
  if (!words.name.trim()) return { says: t("save.needsName"), field: "/name" };
  if (state.root.children.length === 0) return { says: t("save.needsCondition"), field };
  const { unfinished } = state.written;
  if (unfinished.length > 0) return { says: t("save.unfinished", { count: unfinished.length }), field };
  if (previewed.faults.length > 0) return { says: t("save.faulty"), field };
  return segment && !changed ? { says: t("save.unchanged") } : null;
}

export function useSegmentWriting(start: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { segment } = start;
  const written = useWords(start);
  const { words, state, speech, condition } = written;
  const previewed = usePreview(condition, words.applies_to);
  const leaving = useLeaving(written.changed);
  const save = useDeed<Body, Segment>({
    path: segment ? `/v1/segments/${encodeURIComponent(segment.id)}` : "/v1/segments",
    method: segment ? "PATCH" : "POST",
    touches: [["segments"], ["segment"], ["overview"], ["values", "segment"], ["search"]],
  });
  const refused = save.error instanceof Problem ? save.error.errors : NO_FAULTS;
  const remarks = useMemo(() => {
    const faults = previewed.faults.length > 0 ? previewed.faults : refused.filter(isOfCondition);
    return remarksOf(state.written.pointers, faults, previewed.preview?.missing ?? [], (count) =>
      t("preview.hadNoValue", { count, number: speech.format.number(count) }),
    );
  }, [state.written.pointers, previewed.faults, previewed.preview, refused, t, speech.format]);
  const doSave = () => {
    const body: Body = { ...words, name: words.name.trim(), condition };
    save.mutate(segment ? { ...body, version: segment.version } : body, {
      onSuccess: (stored) => {
        leaving.release();
        written.drop();
        notifications.show({ message: t("segments.saved", { name: stored.name }) });
        navigate(segmentPath(stored.id));
      },
    });
  };
  const waitsFor = useWaiting(written, segment, previewed);
  return { ...written, previewed, leaving, save, doSave, remarks, refused, waitsFor };
}

const NO_FAULTS: Fault[] = [];
const isOfCondition = (fault: Fault) => !OF_WORDS.includes(fault.pointer);
