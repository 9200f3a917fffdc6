/** What is drawn, with its past: undo, redo, what is chosen, and a copy that survives a reload. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CampaignOut, Draft } from "../../../api/schema";
import { changed, type History, redone, started, undone } from "../../../condition/history";
import { useDraft } from "../../../parts/leaving";
import { useReading } from "../queries";
import { type BranchesOf, nodeOf, TRIGGER } from "./graph";

interface Kept {
  name: string;
  draft: Draft;
  revision: number | null;
}

export interface Drawing {
  draft: Draft;
  name: string;
  setName: (name: string) => void;
  /** Change what is drawn; changes with one tag in quick succession are one step back. */
  apply: (draft: Draft, tag?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** The node whose form is shown; `TRIGGER` for the trigger. */
  chosen: string | null;
  choose: (id: string | null) => void;
  branchesOf: BranchesOf;
  reading: ReturnType<typeof useReading>;
  /** Whether something is drawn that isn't saved. */
  isChanged: boolean;
  /** Whether what is drawn is as it began, whatever it is called. */
  isFresh: boolean;
  /** Whether it was begun before this page was loaded. */
  restored: boolean;
  forget: () => void;
  /** Begin again with what is stored. */
  reset: (name: string, draft: Draft) => void;
}

const WAIT_MS = 250;

function useLate<T>(value: T): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return late;
}

export function useDrawing(campaign: CampaignOut | null, begins: Kept, branchesOf: BranchesOf): Drawing {
  const { found, keep, drop } = useDraft<Kept>(`campaign.${campaign?.id ?? "new"}`);
  const usable = found && found.revision === (campaign?.revision ?? null) ? found : null;
  const [saved, setSaved] = useState({ name: begins.name, draft: begins.draft });
  const [name, setName] = useState(usable?.name ?? begins.name);
  const [history, setHistory] = useState<History<Draft>>(() => started(usable?.draft ?? begins.draft));
  const [chosen, choose] = useState<string | null>(null);
  const draft = history.present;
  const isDrawn = JSON.stringify(draft) !== JSON.stringify(saved.draft);
  const isChanged = name !== saved.name || isDrawn;
  const revision = campaign?.revision ?? null;

  useEffect(() => {
    if (isChanged) keep({ name, draft, revision });
    else drop();
  }, [isChanged, name, draft, revision, keep, drop]);

  const apply = useCallback((next: Draft, tag = "") => {
    setHistory((before) => changed(before, next, tag, Date.now()));
  }, []);
  const late = useLate(draft);
  const reading = useReading(late, campaign?.id);
  const there = chosen === TRIGGER || nodeOf(draft, chosen) ? chosen : null;

  return useMemo(
    () => ({
      draft,
      name,
      setName,
      apply,
      undo: () => setHistory(undone),
      redo: () => setHistory(redone),
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      chosen: there,
      choose,
      branchesOf,
      reading,
      isChanged,
      isFresh: campaign === null && !isDrawn,
      restored: usable !== null,
      forget: drop,
      reset: (name: string, draft: Draft) => {
        setName(name);
        setSaved({ name, draft });
        setHistory(started(draft));
      },
    }),
    [draft, name, apply, history, there, branchesOf, reading, isChanged, campaign, isDrawn, usable, drop],
  );
}
