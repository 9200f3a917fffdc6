/** A value of the customer that is a number: picked as in conditions, with which rows count and in what time. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json, VocabularyDocument } from "../../../../api/types";
import { useFocus } from "../../../../condition/ConditionEditor";
import classes from "../../../../condition/Editor.module.css";
import { type Editor, EditorContext } from "../../../../condition/EditorContext";
import { ExpressionChips } from "../../../../condition/ExpressionChips";
import { useKeys } from "../../../../condition/keys";
import { type Expr, type GroupNode, group, test } from "../../../../condition/model";
import { change } from "../../../../condition/tree";
import { useRuleCondition } from "../../../../condition/useRuleCondition";
import type { Typed } from "../../../../condition/vocabulary";
import { Modal } from "../../../../parts/Modal";
import { expressionOf } from "./useWords";

interface Props {
  document: VocabularyDocument;
  value: Json;
  /** What was chosen; undefined when nothing was. */
  onDone: (value: Json | undefined) => void;
}

const SCOPE = { subject: "customer", rows: null } as const;
const isNumber = (typed: Typed | null) => typed !== null && (typed.type === "number" || typed.type === "money");

/** What is edited is the one line of a condition, "this is there". */
function withValue(root: GroupNode, value: Expr): GroupNode {
  const [line] = root.children;
  if (!line) return { ...group("all", [test(value, "exists")]), id: root.id };
  return change(root, line.id, (one) => (one.kind === "test" ? { ...one, value } : one));
}

export function ExpressionDialog({ document, value, onDone }: Props) {
  const { t } = useTranslation();
  const begins = expressionOf(value) ? { value, op: "exists" } : null;
  const writing = useRuleCondition(begins, document, "customer", "");
  const { root, apply, written } = writing.state;
  const [line] = root.children;
  const expression = line?.kind === "test" ? line.value : null;
  const { frame, selected, select, fresh, focus } = useFocus(root);
  const [below, setBelow] = useState<HTMLElement | null>(null);
  const keys = useKeys({ state: writing.state, selected, focus });
  const { speech } = writing;
  const editor = useMemo<Editor>(
    () => ({
      root,
      subject: "customer",
      speech,
      selected,
      select,
      apply,
      focus,
      remarks: writing.remarks([]),
      unfinished: new Set(written.unfinished),
      fresh,
    }),
    [root, speech, selected, select, apply, focus, writing, written.unfinished, fresh],
  );
  const unfinished = written.unfinished.length > 0;
  const fits = isNumber(speech.vocabulary.typeOf(expression));
  return (
    <Modal
      opened
      size="xl"
      onClose={() => onDone(undefined)}
      title={t("campaign.counted.choose")}
      classNames={{ title: "panel-title" }}
    >
      <EditorContext value={editor}>
        <Stack>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the frame hears the keys of the lines inside it */}
          <div ref={frame} onKeyDown={keys} className={classes.chips}>
            <ExpressionChips
              expression={expression}
              scope={SCOPE}
              onChange={(next, tag) => apply((now) => withValue(now, next), tag)}
              openAtOnce={expression === null}
              below={below}
              fits={isNumber}
            />
            <div className={classes.below} ref={setBelow} />
          </div>
          {expression && !fits && (
            <Text size="sm" c="red" role="alert">
              {t("campaign.counted.noNumber")}
            </Text>
          )}
          {writing.checked.faults.map((one) => (
            <Text key={one.pointer + one.code} size="sm" c="red">
              {one.detail}
            </Text>
          ))}
          <Group justify="flex-end" gap="xs">
            {unfinished && (
              <Text size="xs" c="dimmed" role="status">
                {t("save.unfinished", { count: written.unfinished.length })}
              </Text>
            )}
            <Button variant="default" onClick={() => onDone(undefined)}>
              {t("action.cancel")}
            </Button>
            <Button disabled={unfinished || !fits} onClick={() => onDone(chosenIn(writing.json))}>
              {t("campaign.counted.take")}
            </Button>
          </Group>
        </Stack>
      </EditorContext>
    </Modal>
  );
}

/** The value within "all of: this is there". */
function chosenIn(json: Json): Json | undefined {
  const condition = json as { all?: { value?: Json }[]; value?: Json } | null;
  return condition?.value ?? condition?.all?.[0]?.value;
}
