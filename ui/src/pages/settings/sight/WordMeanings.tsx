/** The shop's own words for states, and what each of them stands for here. */
import { Group, Select, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { choiceLabel } from "../../../condition/words";
import { foreign, type Matching, meanings, meant } from "./matching";

interface Props {
  matching: Matching;
  at: number;
  onChange: (matching: Matching) => void;
}

export function WordMeanings({ matching, at, onChange }: Props) {
  const { t } = useTranslation();
  const { sight, picks } = matching;
  const field = picks[at] ?? "";
  const words = foreign(matching, at);
  const stands = meanings(matching, at);
  const open = words.filter((word) => !stands[word]);
  const choices = sight.fields.find((one) => one.name === field)?.choices ?? [];
  const data = choices.map((value) => ({ value, label: choiceLabel(t, `${sight.type}.${field}`, value) }));
  return (
    <Stack gap={4} mt="xs">
      {words.map((word) => (
        <Group key={word} gap="xs" wrap="nowrap" justify="space-between">
          <Text size="sm" className="break">
            {word}
          </Text>
          <Select
            size="xs"
            w={170}
            style={{ flexShrink: 0 }}
            aria-label={t("sight.standsFor", { word })}
            placeholder={t("sight.standsForWhat")}
            data={data}
            value={stands[word] ?? null}
            onChange={(value) => value && onChange(meant(matching, at, word, value))}
            allowDeselect={false}
          />
        </Group>
      ))}
      {open.length > 0 && (
        <Text size="xs" c="var(--warning)" role="status">
          {t("sight.wordsOpen", { count: open.length })}
        </Text>
      )}
    </Stack>
  );
}
