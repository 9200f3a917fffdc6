/** A segment being written: its words and conditions, the draft, what it finds, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
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
import { apart, onTop, type Written } from "./conflict";
import { segmentPath } from "./state";
import { type Body, bodyOf, type Conditions, faultsOfConditions, movesAnybody, type Words, wordsOf } from "./words";

interface Draft extends Written {
  version: number | null;
  /** What was stored when writing began; drafts of earlier versions don't say. */
  begun?: Written;
}

export interface Start {
  document: VocabularyDocument;
  /** The one that is changed, or null for a new one. */
  segment: Segment | null;
  /** The one that a new one begins as. */
  copyOf: Segment | null;
  /** The condition that a new one begins with, where a report led here. */
  beginsWith?: Json | null;
}

/** With its keys in one order, for drafts keep theirs. */
const inOrder = (written: Written) => Object.entries(written).sort(([one], [other]) => one.localeCompare(other));

const EVERYBODY: Json = { all: [] };

/** The conditions of a segment as the editor would write them, so that reading alone is no change. */
function storedOf(segment: Segment | null, vocabulary: Vocabulary): Conditions {
  const written = (json: Json) => write(treeOf(json), vocabulary).json;
  return {
    condition: written(segment?.condition ?? null) ?? EVERYBODY,
    exclude: written(segment?.exclude ?? null),
  };
}

const wordsIn = ({ condition: _, exclude: __, ...words }: Written): Words => words;

/** The words and the conditions, from a draft where there is one, which is kept as long as something is changed. */
function useWords({ document, segment, copyOf, beginsWith = null }: Start) {
  const { t } = useTranslation();
  const origin = segment ?? copyOf;
  const draft = useDraft<Draft>(`segment.${segment?.id ?? "new"}`);
  const found = draft.found && !copyOf && beginsWith === null ? draft.found : null;
  const [restored, setRestored] = useState(found !== null);
  const [words, setWords] = useState<Words>(() => {
    if (found) {
      const { version: _, begun: __, ...kept } = found;
      return { ...wordsOf(null), ...wordsIn(kept) };
    }
    return copyOf ? { ...wordsOf(copyOf), name: t("segments.copyName", { name: copyOf.name }) } : wordsOf(segment);
  });
  const { state, speech } = useSpokenCondition(found ? found.condition : (origin?.condition ?? beginsWith), document);
  const excludedFirst = (found ? found.exclude : origin?.exclude) ?? null;
  const excluded = useSpokenCondition(excludedFirst, document);
  const [excluding, setExcluding] = useState(excludedFirst !== null);
  const condition = state.written.json ?? EVERYBODY;
  const exclude = excluding ? excluded.state.written.json : null;
  const vocabulary = speech.vocabulary;
  const stored = useMemo(() => storedOf(segment, vocabulary), [segment, vocabulary]);
  const now: Written = { ...wordsOf(segment), ...stored };
  const [begun, setBegun] = useState(found?.begun ?? now);
  const [agreed, setAgreed] = useState(found ? found.version : (segment?.version ?? null));
  const mine: Written = { ...words, condition, exclude };
  const changed = JSON.stringify(inOrder(begun)) !== JSON.stringify(inOrder(mine));
  const conflict = segment !== null && agreed !== segment.version;
  useEffect(() => {
    if (changed) draft.keep({ ...words, condition, exclude, version: agreed, begun: begun });
    else draft.drop();
  }, [changed, words, condition, exclude, agreed, begun, draft.keep, draft.drop]);
  const become = (next: Written) => {
    setWords(wordsIn(next));
    if (next.condition !== condition) state.restart(next.condition);
    if (next.exclude !== exclude) excluded.state.restart(next.exclude);
    setExcluding(next.exclude !== null);
  };
  const buildOn = (next: Written) => {
    setBegun(now);
    setAgreed(segment?.version ?? null);
    become(next);
  };
  const discard = () => {
    draft.drop();
    setRestored(false);
    if (segment) buildOn(now);
    else {
      setWords(wordsOf(origin));
      state.restart(origin?.condition ?? beginsWith);
      excluded.state.restart(origin?.exclude ?? null);
      setExcluding((origin?.exclude ?? null) !== null);
    }
  };
  // Who has changed nothing reads what others saved.
  const follows = conflict && !changed;
  useEffect(() => {
    if (follows) buildOn(now);
  });
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
    agreed,
    conflict: conflict && changed ? apart(mine, begun, now) : null,
    goOn: () => buildOn(onTop(mine, begun, now)),
    drop: draft.drop,
  };
}

type Writable = ReturnType<typeof useWords>;

/** What is to be done before it can be saved, or null. */
function useWaiting(of: Writable, segment: Segment | null, previewed: Previewed): Waiting | null {
  const { t } = useTranslation();
  const { words, state, excluding, excluded, changed, conflict } = of;
  const field = "/condition";
  if (conflict) return { says: t("save.conflict"), field: "/conflict" };
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

const unfinishedOf = ({ state, excluding, excluded }: Writable) =>
  state.written.unfinished.length + (excluding ? excluded.state.written.unfinished.length : 0);

/** What the server said, at the lines of the condition and of the exclusion. */
function useRemarks({ state, excluded, speech }: Writable, previewed: Previewed, refused: Fault[]) {
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
  const client = useQueryClient();
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
  const body = bodyOf(
    words,
    { condition, exclude },
    segment && { ...segment, version: written.agreed ?? segment.version },
  );
  const store = () =>
    save.mutate(body, {
      onSuccess: (stored) => {
        leaving.release();
        written.drop();
        notifications.show({
          message: t(stored.state === "archived" ? "segments.savedArchived" : "segments.saved", { name: stored.name }),
        });
        navigate(segmentPath(stored.id));
      },
      // What was refused is told at its field, which the question would cover.
      onError: (error) => {
        setAsking(false);
        if (segment && isConflict(error)) client.invalidateQueries({ queryKey: ["segment", segment.id], exact: true });
      },
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

/** Whether somebody else saved meanwhile. */
export const isConflict = (error: unknown): boolean => error instanceof Problem && error.code === "segment.changed";

export type Writing = ReturnType<typeof useSegmentWriting>;

const NO_FAULTS: Fault[] = [];
