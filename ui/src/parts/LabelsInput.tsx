/** What customers read of something, by language: a row each. */
import { ActionIcon, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../api/types";
import { capital } from "../condition/words";
import { LANGUAGES } from "../pages/points/programme/words";
import { faultAt } from "./schema";

interface Label {
  language: string;
  text: string;
}

interface Props {
  labels: Label[];
  onChange: (labels: Label[]) => void;
  faults: Fault[];
}

export function LabelsInput({ labels, onChange, faults }: Props) {
  const { t, i18n } = useTranslation();
  const nameOf = useMemo(() => {
    const languages = new Intl.DisplayNames([i18n.language], { type: "language" });
    return (language: string) => capital(languages.of(language) ?? language);
  }, [i18n.language]);
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    if (added) document.querySelector<HTMLElement>(`[data-field="/labels/${added}"]`)?.focus();
  }, [added]);
  const rest = LANGUAGES.filter((language) => !labels.some((one) => one.language === language));
  return (
    <Stack gap="xs">
      {labels.map((one) => (
        <Group key={one.language} gap="xs" wrap="nowrap" align="flex-end" maw={560}>
          <TextInput
            flex={1}
            label={nameOf(one.language)}
            maxLength={255}
            value={one.text}
            data-field={`/labels/${one.language}`}
            error={faultAt(faults, `/labels/${one.language}`)}
            onChange={(event) => {
              const text = event.currentTarget.value;
              onChange(labels.map((other) => (other === one ? { ...one, text } : other)));
            }}
          />
          <ActionIcon
            size={36}
            aria-label={t("programme.removeLanguage", { language: nameOf(one.language) })}
            onClick={() => onChange(labels.filter((other) => other !== one))}
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        key={labels.length}
        w={{ base: "100%", xs: 220 }}
        aria-label={t("programme.addLanguage")}
        placeholder={t("programme.addLanguage")}
        searchable
        value={null}
        data={rest
          .map((value) => ({ value, label: nameOf(value) }))
          .sort((one, other) => one.label.localeCompare(other.label, i18n.language))}
        nothingFoundMessage={t("value.nothing")}
        onChange={(language) => {
          if (!language) return;
          onChange([...labels, { language, text: "" }]);
          setAdded(language);
        }}
      />
    </Stack>
  );
}
