/** What points are called in languages: a row each, with a word for a few where the language counts so. */
import { ActionIcon, Fieldset, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "../../../api/types";
import { capital } from "../../../condition/words";
import { faultAt } from "../../../parts/schema";
import classes from "./NamesInput.module.css";
import { countsFew, LANGUAGES, type NameWords } from "./words";

interface Props {
  names: NameWords[];
  onChange: (names: NameWords[]) => void;
  faults: Fault[];
  /** Where they lie in what is sent. */
  pointer: string;
}

const FORMS = ["singular", "few", "plural"] as const;

export function NamesInput({ names, onChange, faults, pointer }: Props) {
  const { t, i18n } = useTranslation();
  const nameOf = useMemo(() => {
    const languages = new Intl.DisplayNames([i18n.language], { type: "language" });
    return (language: string) => capital(languages.of(language) ?? language);
  }, [i18n.language]);
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    if (added) document.querySelector<HTMLElement>(`[data-field="${pointer}/${added}/singular"]`)?.focus();
  }, [added, pointer]);
  const add = (language: string) => {
    onChange([...names, { language, singular: "", few: "", plural: "" }]);
    setAdded(language);
  };
  const rest = LANGUAGES.filter((language) => !names.some((one) => one.language === language));
  const set = (at: NameWords, part: Partial<NameWords>) =>
    onChange(names.map((one) => (one === at ? { ...one, ...part } : one)));
  return (
    <Stack gap="sm">
      {names.map((one) => {
        const called = nameOf(one.language);
        return (
          <Fieldset key={one.language} variant="unstyled" legend={called} classNames={classes}>
            <Group gap="xs" align="flex-start" wrap="nowrap">
              <Group gap="xs" align="flex-start" flex="0 1 560px">
                {FORMS.filter((form) => form !== "few" || countsFew(one.language)).map((form) => (
                  <TextInput
                    key={form}
                    flex="1 1 110px"
                    maw={180}
                    label={t(`programme.form.${form}`)}
                    maxLength={50}
                    value={one[form]}
                    data-field={`${pointer}/${one.language}/${form}`}
                    error={faultAt(faults, `${pointer}/${one.language}/${form}`)}
                    onChange={(event) => set(one, { [form]: event.currentTarget.value })}
                  />
                ))}
              </Group>
              <ActionIcon
                mt={28}
                aria-label={t("programme.removeLanguage", { language: called })}
                onClick={() => onChange(names.filter((other) => other !== one))}
              >
                <IconTrash size={16} stroke={1.5} />
              </ActionIcon>
            </Group>
          </Fieldset>
        );
      })}
      <Select
        key={names.length}
        w={{ base: "100%", xs: 220 }}
        aria-label={t("programme.addLanguage")}
        placeholder={t("programme.addLanguage")}
        searchable
        value={null}
        data={rest
          .map((value) => ({ value, label: nameOf(value) }))
          .sort((one, other) => one.label.localeCompare(other.label, i18n.language))}
        nothingFoundMessage={t("value.nothing")}
        onChange={(language) => language && add(language)}
      />
    </Stack>
  );
}
