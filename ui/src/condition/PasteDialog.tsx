/** Takes a condition as text, for whoever has it from elsewhere. */
import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Modal } from "../parts/Modal";
import { brokenAt } from "./broken";
import classes from "./Editor.module.css";
import { NotACondition, read } from "./json";
import type { GroupNode } from "./model";

interface PasteProps {
  open: boolean;
  onClose: () => void;
  /** There are conditions already: whether they stay is asked. */
  asks: boolean;
  onPaste: (tree: GroupNode, how: Pasting) => void;
}

/** Instead of what there is, or beside it. */
export type Pasting = "replace" | "add";

export function PasteDialog({ open, onClose, asks, onPaste }: PasteProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string>();
  const paste = (how: Pasting) => {
    const broken = brokenAt(text);
    if (broken) {
      const { line, column, ends } = broken;
      return setWrong(t(ends ? "editor.pasteEnds" : "editor.pasteNotJson", { line, column }));
    }
    try {
      onPaste(read(JSON.parse(text)), how);
      setText("");
      onClose();
    } catch (error) {
      if (!(error instanceof NotACondition)) throw error;
      setWrong(error.pointer ? t("editor.pasteWrongAt", { place: error.pointer }) : t("editor.pasteWrong"));
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
            setWrong(undefined);
          }}
          error={wrong}
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
          {asks && (
            <Button variant="default" onClick={() => paste("add")} disabled={!text.trim()}>
              {t("editor.pasteAdd")}
            </Button>
          )}
          <Button onClick={() => paste("replace")} disabled={!text.trim()}>
            {t(asks ? "editor.pasteReplace" : "editor.pasteDo")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
