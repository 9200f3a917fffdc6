/** The editor of one condition: cards and lines, the keyboard, undo, copy and paste. */
import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, Textarea, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconClipboardText,
  IconDots,
  IconKeyboard,
} from "@tabler/icons-react";
import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Editor.module.css";
import { type Editor, EditorContext, type Remark } from "./EditorContext";
import { GroupCard } from "./GroupCard";
import { NotACondition, read, write } from "./json";
import { KeyboardHelp } from "./KeyboardHelp";
import { type ConditionNode, type GroupNode, group } from "./model";
import { duplicate, insert, nest, placeOf, places, remove, step, unnest } from "./tree";
import type { ConditionState } from "./useCondition";
import type { Subject } from "./vocabulary";
import type { Speech } from "./words";

interface Props {
  state: ConditionState;
  subject: Subject;
  speech: Speech;
  remarks: Map<string, Remark[]>;
}

const typing = (target: EventTarget) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

export function ConditionEditor({ state, subject, speech, remarks }: Props) {
  const { t } = useTranslation();
  const [selected, select] = useState<string | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const [dialog, setDialog] = useState<"paste" | "keys" | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const { root, apply } = state;

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
    [root, subject, speech, selected, apply, focus, remarks, state.written.unfinished, fresh],
  );

  const jsonOf = (node: ConditionNode) =>
    JSON.stringify(write(node.kind === "group" ? node : group("all", [node]), speech.vocabulary).json, null, 2);

  const put = (pasted: GroupNode) => {
    const nodes: ConditionNode[] = pasted.mode === "all" ? pasted.children : [pasted];
    const place = selected ? placeOf(root, selected) : undefined;
    const into = place?.parent ?? (place?.node.kind === "group" ? place.node : root);
    const index = place?.parent ? place.index + 1 : into.children.length;
    apply((now) => insert(now, into.id, index, ...nodes));
    if (nodes[0]) focus(nodes[0].id);
  };

  const keys = useKeys({ state, selected, focus, select });
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
      put(read(JSON.parse(event.clipboardData.getData("text/plain"))));
      event.preventDefault();
    } catch {
      setDialog("paste");
    }
  };

  return (
    <EditorContext value={editor}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the frame hears the keys of the lines inside it */}
      <div ref={frame} onKeyDown={keys} onCopy={onCopy} onCut={onCopy} onPaste={onPaste}>
        <Group justify="space-between" mb="xs">
          <Text size="xs" c="dimmed" visibleFrom="sm">
            {t("editor.hint")}
          </Text>
          <Group gap={4} ml="auto">
            <Tooltip label={`${t("editor.undo")} · Ctrl Z`}>
              <ActionIcon aria-label={t("editor.undo")} disabled={!state.canUndo} onClick={state.undo}>
                <IconArrowBackUp size={18} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={`${t("editor.redo")} · Ctrl Shift Z`}>
              <ActionIcon aria-label={t("editor.redo")} disabled={!state.canRedo} onClick={state.redo}>
                <IconArrowForwardUp size={18} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t("action.more")}>
                  <IconDots size={18} stroke={1.5} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconClipboard size={16} stroke={1.5} />}
                  onClick={() => navigator.clipboard?.writeText(jsonOf(root))}
                >
                  {t("editor.copyAll")}
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconClipboardText size={16} stroke={1.5} />}
                  onClick={() => setDialog("paste")}
                >
                  {t("editor.paste")}
                </Menu.Item>
                <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.5} />} onClick={() => setDialog("keys")}>
                  {t("editor.keys")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
        <div className={classes.tree} role="tree" aria-label={t("editor.label")}>
          <GroupCard node={root} scope={{ subject, rows: null }} isRoot />
        </div>
      </div>
      <PasteDialog open={dialog === "paste"} onClose={() => setDialog(null)} onPaste={put} />
      <KeyboardHelp open={dialog === "keys"} onClose={() => setDialog(null)} />
    </EditorContext>
  );
}

interface KeysOf {
  state: ConditionState;
  selected: string | null;
  focus: (id: string) => void;
  select: (id: string | null) => void;
}

/** All that the lines do by keyboard. Keys pressed inside a field are the field's own, but for undo. */
function useKeys({ state, selected, focus }: KeysOf) {
  const { root, apply } = state;
  return (event: KeyboardEvent<HTMLElement>) => {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (control && (key === "z" || key === "y")) {
      event.preventDefault();
      if (key === "y" || event.shiftKey) state.redo();
      else state.undo();
      if (!typing(event.target)) focus(selected ?? root.id);
      return;
    }
    const line = (event.target as HTMLElement).closest<HTMLElement>("[data-node]");
    if (!line || !selected) return;
    if (event.key === "Escape" && event.target !== line) {
      line.focus();
      return;
    }
    if (event.target !== line) return;
    const handled = onLine(event, control, key);
    if (handled) event.preventDefault();
  };

  function onLine(event: KeyboardEvent<HTMLElement>, control: boolean, key: string): boolean {
    const id = selected as string;
    const change = (by: (now: GroupNode) => GroupNode) => {
      apply(by);
      focus(id);
      return true;
    };
    if (control && key === "d") {
      const copy = duplicate(root, id);
      apply(() => copy.root);
      focus(copy.id);
      return true;
    }
    if (event.altKey) {
      if (event.key === "ArrowUp") return change((now) => step(now, id, -1));
      if (event.key === "ArrowDown") return change((now) => step(now, id, 1));
      if (event.key === "ArrowRight") return change((now) => nest(now, id));
      if (event.key === "ArrowLeft") return change((now) => unnest(now, id));
      return false;
    }
    if (control) return false;
    const shown = places(root).filter((place) => document.querySelector(`[data-node="${place.node.id}"]`));
    const at = shown.findIndex((place) => place.node.id === id);
    const neighbour = (offset: number) => shown[at + offset]?.node.id;
    switch (event.key) {
      case "ArrowUp":
      case "ArrowDown": {
        const next = neighbour(event.key === "ArrowUp" ? -1 : 1);
        if (next) focus(next);
        return true;
      }
      case "Enter":
      case "F2":
        (event.target as HTMLElement).querySelector<HTMLElement>("button[data-chip], input")?.focus();
        return true;
      case "Delete":
      case "Backspace": {
        const next = neighbour(-1) ?? root.id;
        if (shown[at]?.parent) apply((now) => remove(now, id));
        focus(next);
        return true;
      }
      default:
        return false;
    }
  }
}

interface PasteProps {
  open: boolean;
  onClose: () => void;
  onPaste: (tree: GroupNode) => void;
}

function PasteDialog({ open, onClose, onPaste }: PasteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const paste = () => {
    try {
      onPaste(read(JSON.parse(text)));
      setText("");
      onClose();
    } catch (error) {
      if (!(error instanceof NotACondition || error instanceof SyntaxError)) throw error;
      setWrong(true);
    }
  };
  return (
    <Modal opened={open} onClose={onClose} title={t("editor.paste")} size="lg" classNames={{ title: "panel-title" }}>
      <Stack>
        <Textarea
          label={t("editor.pasteLabel")}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setWrong(false);
          }}
          error={wrong ? t("editor.pasteWrong") : undefined}
          autosize
          minRows={8}
          maxRows={16}
          classNames={{ input: classes.code }}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button onClick={paste} disabled={!text.trim()}>
            {t("editor.pasteDo")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
