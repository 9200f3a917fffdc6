/** The second condition: whoever meets it is not in. It is there only when somebody wants it. */
import { Button, Group, Text, Title } from "@mantine/core";
import { IconTrash, IconUserMinus } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../condition/ConditionEditor";
import type { Writing } from "./writing";

export function ExcludeEditor({ writing }: { writing: Writing }) {
  const { t } = useTranslation();
  const { excluding, excluded, remarks } = writing;
  const adder = useRef<HTMLButtonElement>(null);
  const [clicked, setClicked] = useState(false);
  useEffect(() => {
    if (clicked && !excluding) adder.current?.focus();
  }, [clicked, excluding]);
  if (!excluding && writing.state.root.children.length === 0) return null;
  if (!excluding) {
    return (
      <Group>
        <Button
          ref={adder}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconUserMinus size={16} stroke={1.5} />}
          onClick={() => {
            setClicked(true);
            writing.startExcluding();
          }}
        >
          {t("segments.excludeAdd")}
        </Button>
      </Group>
    );
  }
  return (
    <section data-field="/exclude" tabIndex={-1} aria-labelledby="segment-exclude">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} id="segment-exclude">
            {t("segments.excludeTitle")}
          </Title>
          <Text size="xs" c="dimmed">
            {t("segments.excludeText")}
          </Text>
        </div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconTrash size={16} stroke={1.5} />}
          onClick={() => {
            setClicked(true);
            writing.stopExcluding();
          }}
        >
          {t("segments.excludeRemove")}
        </Button>
      </Group>
      <ConditionEditor
        state={excluded.state}
        subject="customer"
        speech={excluded.speech}
        remarks={remarks.excluded}
        label={t("segments.excludeTitle")}
        justAdded={clicked}
      />
    </section>
  );
}
