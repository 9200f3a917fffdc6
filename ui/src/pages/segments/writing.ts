/** A segment being written: its words and conditions, the draft, what it finds, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { Fault, Json, Segment, VocabularyDocument } from "../../api/types";
import { write } from "../../condition/json";
import { remarksOf } from "../../condition/remarks";
import { treeOf } from "../../condition/useCondition";
import { type Previewed, usePreview } from "../../condition/usePreview";
import { useSpokenCondition } from "../../condition/useSpeech";
import type { Vocabulary } from "../../condition/vocabulary";
import { useDraft, useLeaving } from "../../parts/leaving";
import type { Waiting } from "../../parts/SaveButton";
import { segmentPath } from "./state";
import { type Body, bodyOf, type Conditions, faultsOfConditions, movesAnybody, type Words, wordsOf } from "./words";

interface Draft extends Words, Conditions {
  version: number | null;
}

export interface Start {
  document: VocabularyDocument;
  /** The one that is changed, or null for a new one. */
  segment: Segment | null;
  /** The one that a new one begins as. */
  copyOf: Segment | null;
}

const EVERYBODY: Json = { all: [] };

/** The conditions of a segment as the editor would write them, so that reading alone is no change. */
function storedOf(segment: Segment | null, vocabulary: Vocabulary): Conditions {
  const written = (json: Json) => write(treeOf(json), vocabulary).json;
  return {
    condition: written(segment?.condition ?? null) ?? EVERYBODY,
    exclude: written(segment?.exclude ?? null),
  };
}

/** The words and the conditions, from a draft where there is one, which is kept as long as something is changed. */
function useWords({ document, segment, copyOf }: Start) {
  const { t } = useTranslation();
  const origin = segment ?? copyOf;
  const draft = useDraft<Draft>(`segment.${segment?.id ?? "new"}`);
  const found = draft.found && !copyOf && draft.found.version === (segment?.version ?? null) ? draft.found : null;
  const [restored, setRestored] = useState(found !== null);
  const [words, setWords] = useState<Words>(() => {
    if (found) {
      const { condition: _, exclude: __, version: ___, ...kept } = found;
      return { ...wordsOf(null), ...kept };
    }
    return copyOf ? { ...wordsOf(copyOf), name: t("segments.copyName", { name: copyOf.name }) } : wordsOf(segment);
  });
  const { state, speech } = useSpokenCondition(found ? found.condition : (origin?.condition ?? null), document);
  const excludedFirst = (found ? found.exclude : origin?.exclude) ?? null;
  const excluded = useSpokenCondition(excludedFirst, document);
  const [excluding, setExcluding] = useState(excludedFirst !== null);
  const condition = state.written.json ?? EVERYBODY;
  const exclude = excluding ? excluded.state.written.json : null;
  const [stored] = useState(() => storedOf(segment, speech.vocabulary));
  const changed = JSON.stringify([wordsOf(segment), stored]) !== JSON.stringify([words, { condition, exclude }]);
  useEffect(() => {
    if (changed) draft.keep({ ...words, condition, exclude, version: segment?.version ?? null });
    else draft.drop();
  }, [changed, words, condition, exclude, segment?.version, draft.keep, draft.drop]);
  const discard = () => {
    draft.drop();
    setRestored(false);
    setWords(wordsOf(origin));
    state.restart(origin?.condition ?? null);
    excluded.state.restart(origin?.exclude ?? null);
    setExcluding((origin?.exclude ?? null) !== null);
  };
  const stopExcluding = () => {
    excluded.state.restart(null);
    setExcluding(false);
  };
  return {
    words,
    setWords,
    state,
    speech,
    condition,
    exclude,
    excluding,
    excluded,
    startExcluding: () => setExcluding(true),
    stopExcluding,
    stored,
    changed,
    restored,
    setRestored,
    discard,
    drop: draft.drop,
  };
}

type Written = ReturnType<typeof useWords>;

/** What is to be done before it can be saved, or null. */
function useWaiting(of: Written, segment: Segment | null, previewed: Previewed): Waiting | null {
  const { t } = useTranslation();
  const { words, state, excluding, excluded, changed } = of;
  const field = "/condition";
  if (!words.name.trim()) return { says: t("save.needsName"), field: "/name" };
  if (state.root.children.length === 0) return { says: t("save.needsCondition"), field };
  const unfinished = unfinishedOf(of);
  if (unfinished > 0) {
    const where = state.written.unfinished.length > 0 ? field : "/exclude";
    return { says: t("save.unfinished", { count: unfinished }), field: where };
  }
  if (excluding && excluded.state.written.json === null) return { says: t("save.needsExclude"), field: "/exclude" };
  if (previewed.faults.length > 0) return { says: t("save.faulty"), field };
  const { refresh } = words;
  if (refresh.kind === "scheduled" && refresh.at === null) return { says: t("save.needsTime"), field: "/refresh/at" };
  if (refresh.every === "month" && refresh.day === null) return { says: t("save.needsDay"), field: "/refresh/day" };
  return segment && !changed ? { says: t("save.unchanged") } : null;
}

const unfinishedOf = ({ state, excluding, excluded }: Written) =>
  state.written.unfinished.length + (excluding ? excluded.state.written.unfinished.length : 0);

/** What the server said, at the lines of the condition and of the exclusion. */
function useRemarks({ state, excluded, speech }: Written, previewed: Previewed, refused: Fault[]) {
  const { t } = useTranslation();
  return useMemo(() => {
    const faults = faultsOfConditions(previewed.faults.length > 0 ? previewed.faults : refused);
    const missing = faultsOfConditions(previewed.preview?.missing ?? []);
    const say = (count: number) => t("preview.hadNoValue", { count, number: speech.format.number(count) });
    return {
      included: remarksOf(state.written.pointers, faults.in, missing.in, say),
      excluded: remarksOf(excluded.state.written.pointers, faults.out, missing.out, say),
    };
  }, [state.written.pointers, excluded.state.written.pointers, previewed, refused, t, speech.format]);
}

export function useSegmentWriting(start: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { segment } = start;
  const written = useWords(start);
  const { words, condition, exclude } = written;
  const { applies_to, stores } = words;
  const previewed = usePreview({ condition: written.state.written.json, exclude, applies_to, stores });
  const leaving = useLeaving(written.changed);
  const [asking, setAsking] = useState(false);
  const save = useDeed<Body, Segment>({
    path: segment ? `/v1/segments/${encodeURIComponent(segment.id)}` : "/v1/segments",
    method: segment ? "PATCH" : "POST",
    touches: [["segments"], ["segment"], ["overview"], ["values", "segment"], ["search"]],
  });
  const refused = save.error instanceof Problem ? save.error.errors : NO_FAULTS;
  const remarks = useRemarks(written, previewed, refused);
  const body = bodyOf(words, { condition, exclude }, segment);
  const store = () =>
    save.mutate(body, {
      onSuccess: (stored) => {
        leaving.release();
        written.drop();
        notifications.show({ message: t("segments.saved", { name: stored.name }) });
        navigate(segmentPath(stored.id));
      },
      // What was refused is told at its field, which the question would cover.
      onError: () => setAsking(false),
    });
  const doSave = () => {
    if (segment && movesAnybody(body, segment, written.stored)) setAsking(true);
    else store();
  };
  const waitsFor = useWaiting(written, segment, previewed);
  const question = { open: asking, body, confirm: store, cancel: () => setAsking(false) };
  const unfinished = unfinishedOf(written);
  return { ...written, previewed, leaving, save, doSave, question, remarks, refused, waitsFor, unfinished };
}

export type Writing = ReturnType<typeof useSegmentWriting>;

const NO_FAULTS: Fault[] = [];
