/** The editor of one condition: cards and lines, the keyboard, undo, copy and paste. */
import { Anchor, Text } from "@mantine/core";
import { type ClipboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useReadOnly } from "../parts/readonly";
import classes from "./Editor.module.css";
import { type Editor, EditorContext, type Remark } from "./EditorContext";
import { GroupCard } from "./GroupCard";
import { read, write } from "./json";
import { KeyboardHelp } from "./KeyboardHelp";
import { typing, useKeys } from "./keys";
import { type ConditionNode, type GroupNode, group } from "./model";
import { PasteDialog, type Pasting } from "./PasteDialog";
import { type Dialog, Toolbar } from "./Toolbar";
import { insert, isEmpty, placeOf, remove } from "./tree";
import type { ConditionState } from "./useCondition";
import type { Subject } from "./vocabulary";
import type { Speech } from "./words";

interface Props {
  state: ConditionState;
  subject: Subject;
  speech: Speech;
  remarks: Map<string, Remark[]>;
  /** What the tree is called, where there is more than one on the page. */
  label?: string;
  /** It was just asked for: the keyboard goes on at its first button. */
  justAdded?: boolean;
}

interface Focus {
  frame: RefObject<HTMLDivElement | null>;
  selected: string | null;
  select: (id: string | null) => void;
  fresh: string | null;
  focus: (id: string, fresh?: boolean) => void;
}

/** Which line is chosen; a line that is gone by the next drawing leaves the focus to the whole tree. */
export function useFocus(root: GroupNode): Focus {
  const [selected, select] = useState<string | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const focus = useCallback((id: string, isFresh = false) => {
    wanted.current = id;
    select(id);
    setFresh(isFresh ? id : null);
  }, []);
  useEffect(() => {
    if (!wanted.current) return;
    const at = (id: string) => frame.current?.querySelector<HTMLElement>(`[data-node="${id}"]`);
    const line = at(wanted.current) ?? at(root.id);
    if (line && !line.contains(document.activeElement)) line.focus();
    wanted.current = null;
  });
  return { frame, selected, select, fresh, focus };
}

export function ConditionEditor({ state, subject, speech, remarks, label, justAdded = false }: Props) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [added, setAdded] = useState<{ pasted: GroupNode; next: GroupNode } | null>(null);
  const { root, apply } = state;
  const { frame, selected, select, fresh, focus } = useFocus(root);
  const begins = useRef(justAdded);
  useEffect(() => {
    if (begins.current) frame.current?.querySelector<HTMLElement>("[data-adder]")?.focus();
    begins.current = false;
  }, [frame]);

  const editor = useMemo<Editor>(
    () => ({
      root,
      subject,
      speech,
      selected,
      select,
      apply,
      focus,
      remarks,
      unfinished: new Set(state.written.unfinished),
      fresh,
    }),
    [root, subject, speech, selected, apply, focus, remarks, state.written.unfinished, fresh, select],
  );

  const jsonOf = (node: ConditionNode) =>
    JSON.stringify(write(node.kind === "group" ? node : group("all", [node]), speech.vocabulary).json, null, 2);

  const replace = (pasted: GroupNode) => {
    apply(() => ({ ...pasted, id: root.id }));
    focus(pasted.children[0]?.id ?? root.id);
  };
  const add = (pasted: GroupNode) => {
    const nodes: ConditionNode[] = pasted.mode === "all" ? pasted.children : [pasted];
    const place = selected ? placeOf(root, selected) : undefined;
    const into = place?.parent ?? (place?.node.kind === "group" ? place.node : root);
    const index = place?.parent ? place.index + 1 : into.children.length;
    const next = insert(root, into.id, index, ...nodes);
    apply(() => next);
    setAdded({ pasted, next });
    if (nodes[0]) focus(nodes[0].id);
  };
  const put = (pasted: GroupNode, how: Pasting) => (how === "add" ? add(pasted) : replace(pasted));
  // Both are one step to whoever undoes it.
  const replaceInstead = (pasted: GroupNode) => {
    state.undo();
    replace(pasted);
  };

  const keys = useKeys({ state, selected, focus });
  const onCopy = (event: ClipboardEvent) => {
    const place = selected && !typing(event.target) ? placeOf(root, selected) : undefined;
    if (!place) return;
    event.clipboardData.setData("text/plain", jsonOf(place.node));
    event.preventDefault();
    if (event.type === "cut" && place.parent) apply((now) => remove(now, place.node.id));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (typing(event.target)) return;
    try {
      put(read(JSON.parse(event.clipboardData.getData("text/plain"))), isEmpty(root) ? "replace" : "add");
      event.preventDefault();
    } catch {
      setDialog("paste");
    }
  };

  const isReadOnly = useReadOnly();
  const changes = isReadOnly ? {} : { onKeyDown: keys, onCopy, onCut: onCopy, onPaste };
  return (
    <EditorContext value={editor}>
      <div ref={frame} {...changes}>
        {!isReadOnly && (
          <Toolbar state={state} onCopy={() => navigator.clipboard?.writeText(jsonOf(root))} onDialog={setDialog} />
        )}
        {added?.next === root && (
          <Text size="xs" c="dimmed" mb="xs" role="status">
            {t("editor.pasteAdded")}{" "}
            <Anchor component="button" type="button" size="xs" onClick={() => replaceInstead(added.pasted)}>
              {t("editor.pasteInstead")}
            </Anchor>
          </Text>
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: groups within groups, and a fieldset has a look of its own */}
        <div className={classes.tree} role="group" aria-label={label ?? t("editor.label")}>
          <GroupCard node={root} scope={{ subject, rows: null }} isRoot />
        </div>
      </div>
      <PasteDialog open={dialog === "paste"} onClose={() => setDialog(null)} asks={!isEmpty(root)} onPaste={put} />
      <KeyboardHelp open={dialog === "keys"} onClose={() => setDialog(null)} />
    </EditorContext>
  );
}
