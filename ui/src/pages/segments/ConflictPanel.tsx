/** Somebody else saved the segment meanwhile: what is stored and what is written here side by side, and a choice. */
import { Alert, Anchor, Button, Group, Table, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Segment } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { doneOnEntry, doneOnLeaving, NO_ACTIONS, saidOf } from "./acts";
import type { Part } from "./conflict";
import { saidOf as refreshSaid } from "./refresh";
import { segmentPath } from "./state";
import { type Words, wordsOf } from "./words";
import type { Writing } from "./writing";

export function ConflictPanel({ segment, writing }: { segment: Segment; writing: Writing }) {
  const { t } = useTranslation();
  const say = useSaid();
  const found = writing.conflict ?? [];
  const sentence = writing.previewed.preview?.sentence ?? t("conflictWith.inTheEditor");
  const theirs = wordsOf(segment);
  return (
    <Alert
      color="yellow"
      variant="light"
      role="alert"
      icon={<IconUsers size={18} stroke={1.5} />}
      title={t("conflictWith.title")}
      data-field="/conflict"
      tabIndex={-1}
    >
      <Text size="sm">{found.length === 0 ? t("conflictWith.same") : t("conflictWith.text")}</Text>
      {found.length > 0 && (
        <Table mt="xs" verticalSpacing={6} horizontalSpacing="xs" layout="fixed" aria-label={t("conflictWith.title")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="36%">{t("conflictWith.what")}</Table.Th>
              <Table.Th>{t("conflictWith.stored")}</Table.Th>
              <Table.Th>{t("conflictWith.yours")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.map(({ part, touched }) => (
              <Table.Tr key={part} style={{ verticalAlign: "top" }}>
                <Table.Th scope="row" className="break">
                  {t(`conflictWith.part.${part}`)}
                </Table.Th>
                <Table.Td className="break">{say(part, theirs, segment.sentence ?? "–")}</Table.Td>
                <Table.Td className="break">
                  {touched ? (
                    say(part, writing.words, sentence)
                  ) : (
                    <Text size="sm" c="dimmed">
                      {t("conflictWith.untouched")}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group gap="xs" mt="sm">
        <Button onClick={writing.goOn}>{t("conflictWith.goOn")}</Button>
        <Button variant="default" onClick={writing.discard}>
          {t("conflictWith.take")}
        </Button>
        <Anchor href={segmentPath(segment.id)} target="_blank" rel="noopener" size="sm">
          {t("segments.seeStored")}
        </Anchor>
      </Group>
    </Alert>
  );
}

function useSaid() {
  const { t } = useTranslation();
  const format = useFormats();
  return (part: Part, words: Words, sentence: string): string => {
    switch (part) {
      case "who":
        return sentence;
      case "applies_to":
        return t(`appliesTo.${words.applies_to}`);
      case "stores":
        return words.stores.join(", ") || "–";
      case "actions":
        return saidOfActions(words, t);
      case "hold_jumps":
        return t(words.hold_jumps ? "value.yes" : "value.no");
      case "refresh":
        return refreshSaid(words.refresh, t, format);
      default:
        return words[part] || "–";
    }
  };
}

function saidOfActions({ actions }: Words, t: TFunction): string {
  const { cool_down: coolDown, priority } = actions;
  const parts = [
    `${t("acts.onEntry")}: ${saidOf(doneOnEntry(actions), t)}`,
    `${t("acts.onLeaving")}: ${saidOf({ ...doneOnLeaving(actions), ungroup: null }, t)}`,
    priority !== NO_ACTIONS.priority && `${t("acts.priority")}: ${priority}`,
    coolDown && `${t("acts.coolDown")}: ${coolDown.amount} ${t(`enum.${coolDown.unit}`)}`,
  ];
  return parts.filter(Boolean).join(" · ");
}
