/** A value to be read: its chip, and for rows the `where` card and the window in words.
 *
 * The card stands below the whole line, in a place that the line keeps for it, so that the Tab key goes as the eye does.
 */
import { UnstyledButton } from "@mantine/core";
import { IconFilter, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import classes from "./Editor.module.css";
import { useEditor } from "./EditorContext";
import { FieldPicker } from "./FieldPicker";
import { GroupCard } from "./GroupCard";
import { type Aggregate, type Expr, group, test } from "./model";
import type { Scope, Typed } from "./vocabulary";
import { WindowChip } from "./WindowChip";
import { summary } from "./words";

interface Props {
  expression: Expr | null;
  scope: Scope;
  onChange: (expression: Expr, tag?: string) => void;
  openAtOnce?: boolean;
  /** Where an open `where` is put; null until it is drawn. */
  below: HTMLElement | null;
  /** Which values are offered; all where it isn't said. */
  fits?: (typed: Typed | null) => boolean;
}

export function ExpressionChips({ expression, scope, onChange, openAtOnce = false, below, fits }: Props) {
  const { t } = useTranslation();
  const editor = useEditor();
  const base = expression?.base.kind === "aggregate" ? expression.base : null;
  const rows = base && editor.speech.vocabulary.rows.get(base.rows);
  const unfinishedInside = base?.where?.children.some((child) => editor.unfinished.has(child.id)) ?? false;
  const [openWhere, setOpenWhere] = useState(unfinishedInside);
  const setBase = (next: Aggregate, tag?: string) => expression && onChange({ ...expression, base: next }, tag);
  const addWhere = () => {
    if (!base) return;
    const line = test();
    setBase({ ...base, where: group("all", [line]) });
    setOpenWhere(true);
    editor.focus(line.id, true);
  };
  const pick = (picked: Expr) => {
    const same = picked.base.kind === "aggregate" && base && picked.base.rows === base.rows;
    if (same && picked.base.kind === "aggregate") {
      onChange({ ...picked, base: { ...picked.base, where: base.where, within: base.within } });
    } else onChange(picked);
  };

  return (
    <>
      <FieldPicker expression={expression} scope={scope} onPick={pick} openAtOnce={openAtOnce} fits={fits} />
      {base?.where && (
        <UnstyledButton
          className={classes.chip}
          data-chip
          aria-expanded={openWhere}
          onClick={() => setOpenWhere(!openWhere)}
        >
          <span className={classes.chipText}>
            {t("editor.where")} {summary(editor.speech, base.where) || "…"}
          </span>
          <IconPencil size={14} stroke={1.5} />
        </UnstyledButton>
      )}
      {base && !base.where && (
        <UnstyledButton className={classes.chip} data-quiet data-chip onClick={addWhere}>
          <IconFilter size={14} stroke={1.5} />
          {t("editor.where")}
        </UnstyledButton>
      )}
      {base && rows?.time && (
        <WindowChip value={base.within} onChange={(within) => setBase({ ...base, within }, "window")} />
      )}
      {base?.where &&
        openWhere &&
        below &&
        createPortal(
          <GroupCard
            node={base.where}
            scope={{ subject: scope.subject, rows: base.rows }}
            isWhere
            onRemoveWhere={() => setBase({ ...base, where: null })}
          />,
          below,
        )}
    </>
  );
}
