/** One condition as one line: what is read, how it is compared, with what. */
import { ActionIcon, Menu, Text } from "@mantine/core";
import {
  IconCopy,
  IconDots,
  IconFolderPlus,
  IconGripVertical,
  IconTrash,
  IconVariable,
  IconVariableOff,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDragging, useDropping } from "./dragging";
import classes from "./Editor.module.css";
import { useEditor } from "./EditorContext";
import { ExpressionChips } from "./ExpressionChips";
import { isOf } from "./keys";
import { MoveItems } from "./MoveItems";
import type { Expr, Operand, Operator, TestNode } from "./model";
import { OperandInput } from "./OperandInput";
import { OperatorChip } from "./OperatorChip";
import { operandFor, readingAnew } from "./operands";
import { Remarks } from "./Remarks";
import { ScoreHint } from "./ScoreHint";
import { change, duplicate, nest, remove } from "./tree";
import { comparesExpressions, type Scope } from "./vocabulary";
import { comparisonWords, summary } from "./words";

interface Props {
  node: TestNode;
  scope: Scope;
  onDropAt: (dragged: string, after: boolean) => void;
}

/** What stands in one line with how it is compared: all that is typed; a list takes the room that is left. */
function together({ kind }: Operand): "fixed" | "list" | undefined {
  if (kind === "many") return "list";
  return kind === "one" || kind === "two" ? "fixed" : undefined;
}

export function TestLine({ node, scope, onDropAt }: Props) {
  const { t } = useTranslation();
  const editor = useEditor();
  const drag = useDragging(node.id);
  const drop = useDropping(node.id, "beside", onDropAt);
  const typed = editor.speech.vocabulary.typeOf(node.value);
  const [belowValue, setBelowValue] = useState<HTMLElement | null>(null);
  const [belowOperand, setBelowOperand] = useState<HTMLElement | null>(null);
  const faulty = editor.remarks.get(node.id)?.some((remark) => remark.kind === "fault");

  const set = (by: (line: TestNode) => TestNode, tag = "") =>
    editor.apply((root) => change(root, node.id, (found) => by(found as TestNode)), tag && `${tag}:${node.id}`);
  const setValue = (value: Expr, tag?: string) =>
    set((line) => readingAnew(line, value, editor.speech.vocabulary), tag);
  const setOperator = (op: Operator) => set((line) => ({ ...line, op, to: operandFor(op, line.to) }));
  const setOperand = (to: Operand, tag = "value") => set((line) => ({ ...line, to }), tag);

  const swaps = node.op !== null && typed && comparesExpressions(node.op) && typed.type !== "boolean";
  const isCompared = node.to.kind === "expression";
  const swap = () =>
    setOperand(
      isCompared ? operandFor(node.op as Operator, { kind: "nothing" }) : { kind: "expression", value: null },
      "",
    );

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a line is no fieldset, for it stands in a line of its own */}
      <div
        className={classes.line}
        role="group"
        tabIndex={editor.selected === node.id ? 0 : -1}
        data-selected={editor.selected === node.id || undefined}
        aria-label={summary(editor.speech, node)}
        data-node={node.id}
        data-fault={faulty || undefined}
        data-over={drop.over ?? undefined}
        onFocus={(event) => isOf(event) && editor.select(node.id)}
        {...drop.zone}
      >
        <span className={classes.grip} {...drag} title={t("editor.drag")}>
          <IconGripVertical size={16} stroke={1.5} />
        </span>
        <div className={classes.chips}>
          <ExpressionChips
            expression={node.value}
            scope={scope}
            onChange={setValue}
            openAtOnce={editor.fresh === node.id && node.value === null}
            below={belowValue}
          />
          {node.value && typed && (
            <div className={classes.comparison} data-together={together(node.to)}>
              <OperatorChip op={node.op} typed={typed} onChange={setOperator} />
              {node.op && (
                <OperandInput
                  op={node.op}
                  to={node.to}
                  typed={typed}
                  scope={scope}
                  onChange={setOperand}
                  below={belowOperand}
                />
              )}
            </div>
          )}
          {node.value && !typed && <Text size="sm">{comparisonWords(editor.speech, node)}</Text>}
          <div className={classes.below} ref={setBelowValue} />
          <div className={classes.below} ref={setBelowOperand} />
        </div>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("editor.lineMenu")}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {swaps && (
              <Menu.Item
                leftSection={
                  isCompared ? <IconVariableOff size={16} stroke={1.5} /> : <IconVariable size={16} stroke={1.5} />
                }
                onClick={swap}
              >
                {t(isCompared ? "editor.toLiteral" : "editor.toExpression")}
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconCopy size={16} stroke={1.5} />}
              rightSection="Ctrl D"
              onClick={() => {
                const copy = duplicate(editor.root, node.id);
                editor.apply(() => copy.root);
                editor.focus(copy.id);
              }}
            >
              {t("editor.duplicate")}
            </Menu.Item>
            <MoveItems id={node.id} />
            <Menu.Item
              leftSection={<IconFolderPlus size={16} stroke={1.5} />}
              rightSection="Alt →"
              onClick={() => editor.apply((root) => nest(root, node.id))}
            >
              {t("editor.nest")}
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} stroke={1.5} />}
              rightSection="Del"
              onClick={() => editor.apply((root) => remove(root, node.id))}
            >
              {t("editor.remove")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <ScoreHint path={typed?.field?.path} />
      <Remarks id={node.id} />
    </>
  );
}
