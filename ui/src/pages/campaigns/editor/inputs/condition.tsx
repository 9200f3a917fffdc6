/** A condition: told as a sentence, and written in the editor of conditions in a window of its own. */
import { Button, Group, Input, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../../api/queries";
import type { Json, VocabularyDocument } from "../../../../api/types";
import { ConditionEditor } from "../../../../condition/ConditionEditor";
import { useRuleCondition } from "../../../../condition/useRuleCondition";
import type { Subject } from "../../../../condition/vocabulary";
import { capital, summary } from "../../../../condition/words";
import { Modal } from "../../../../parts/Modal";
import { HINT_BELOW, type InputProps } from "../../../../parts/TypedNumber";

/** Steps ask of the customer, the trigger of the event that lets one enter. */
const subjectAt = (pointer: string): Subject => (pointer.startsWith("/trigger") ? "event" : "customer");

export function ConditionField(props: InputProps) {
  const { data } = useVocabulary();
  return data ? <Condition {...props} document={data} /> : null;
}

function Condition({
  document,
  label,
  description,
  value,
  onChange,
  error,
  pointer,
}: InputProps & { document: VocabularyDocument }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Stack gap={4} align="flex-start">
        <Told value={value} document={document} pointer={pointer} />
        <Button variant="default" size="compact-sm" data-field={pointer} onClick={() => setOpen(true)}>
          {t(value ? "campaign.changeCondition" : "campaign.writeCondition")}
        </Button>
      </Stack>
      {open && (
        <Writing
          document={document}
          value={value}
          pointer={pointer}
          onDone={(next) => {
            setOpen(false);
            if (next !== undefined) onChange(next);
          }}
        />
      )}
    </Input.Wrapper>
  );
}

function Told({
  value,
  document,
  pointer,
}: {
  value: Json | undefined;
  document: VocabularyDocument;
  pointer: string;
}) {
  const { t } = useTranslation();
  const read = useRuleCondition(value ?? null, document, subjectAt(pointer), pointer);
  if (!value) {
    return (
      <Text size="sm" c="dimmed">
        {t("campaign.noCondition")}
      </Text>
    );
  }
  return (
    <Text size="sm" className="break">
      {capital(summary(read.speech, read.state.root))}
    </Text>
  );
}

interface WritingProps {
  document: VocabularyDocument;
  value: Json | undefined;
  pointer: string;
  onDone: (value: Json | undefined) => void;
}

function Writing({ document, value, pointer, onDone }: WritingProps) {
  const { t } = useTranslation();
  const subject = subjectAt(pointer);
  const writing = useRuleCondition(value ?? null, document, subject, pointer);
  const { unfinished } = writing.state.written;
  return (
    <Modal
      opened
      size="xl"
      onClose={() => onDone(undefined)}
      title={t("campaign.writeCondition")}
      classNames={{ title: "panel-title" }}
    >
      <Stack>
        <ConditionEditor
          state={writing.state}
          subject={subject}
          speech={writing.speech}
          remarks={writing.remarks([])}
          justAdded={!value}
        />
        <Group justify="flex-end" gap="xs">
          {unfinished.length > 0 && (
            <Text size="xs" c="dimmed" role="status">
              {t("save.unfinished", { count: unfinished.length })}
            </Text>
          )}
          <Button variant="default" onClick={() => onDone(undefined)}>
            {t("action.cancel")}
          </Button>
          <Button disabled={unfinished.length > 0} onClick={() => onDone(writing.json ?? null)}>
            {t("campaign.takeCondition")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
