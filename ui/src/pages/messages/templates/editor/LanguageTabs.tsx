/** The languages of a template, each with a mark where something is wrong; more can be added, and all but one removed. */
import { ActionIcon, Button, Group, Menu, Tabs, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailFinding } from "../../../../api/schema";
import { capital } from "../../../../condition/words";
import { ConfirmDialog } from "../../../../parts/ConfirmDialog";
import { useTabInView } from "../../../../parts/useTabInView";
import { useMay } from "../../../../shell/SessionGate";
import { emptyContent } from "./words";
import type { TemplateWriting } from "./writing";

interface Props {
  writing: TemplateWriting;
  language: string;
  onChoose: (language: string) => void;
  findings: MailFinding[];
}

const OFFERED = ["en", "pl", "ru", "uk", "de", "fr", "es", "it", "cs", "lt"];
const TAG = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/;

export function useLanguageName() {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: "language" });
    return (code: string) => {
      try {
        return capital(names.of(code) ?? code);
      } catch {
        return code;
      }
    };
  }, [i18n.language]);
}

export function LanguageTabs({ writing, language, onChoose, findings }: Props) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const may = useMay("messages:write");
  const [removing, setRemoving] = useState(false);
  const line = useTabInView(language);
  const { words, setWords } = writing;
  const codes = Object.keys(words.languages);
  const wrong = (code: string) =>
    findings.some(({ level, pointer }) => level === "error" && pointer.startsWith(`/languages/${code}/`));
  const add = (code: string) => {
    const from = words.languages[language] ?? emptyContent();
    setWords({ languages: { ...words.languages, [code]: from } });
    onChoose(code);
  };
  const remove = () => {
    const { [language]: _, ...rest } = words.languages;
    setRemoving(false);
    setWords({ languages: rest });
    onChoose(Object.keys(rest)[0] ?? "en");
  };
  return (
    <Group gap="xs" wrap="nowrap" align="center">
      <Tabs value={language} onChange={(next) => next && onChoose(next)} style={{ minWidth: 0, flex: 1 }}>
        <Tabs.List className="tabs-line" ref={line} aria-label={t("mail.languages")}>
          {codes.map((code) => (
            <Tabs.Tab
              key={code}
              value={code}
              rightSection={wrong(code) ? <span className="dot dot-bad" aria-hidden /> : undefined}
              aria-label={wrong(code) ? t("mail.languageWrong", { language: nameOf(code) }) : nameOf(code)}
            >
              {nameOf(code)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      {may && <AddLanguage taken={codes} onAdd={add} nameOf={nameOf} />}
      {may && codes.length > 1 && (
        <ActionIcon
          size={32}
          aria-label={t("mail.removeLanguage", { language: nameOf(language) })}
          onClick={() => setRemoving(true)}
        >
          <IconTrash size={16} stroke={1.5} />
        </ActionIcon>
      )}
      <ConfirmDialog
        open={removing}
        title={t("mail.removeLanguage", { language: nameOf(language) })}
        confirm={t("mail.remove")}
        danger
        onConfirm={remove}
        onCancel={() => setRemoving(false)}
      >
        {t("mail.removeLanguageText", { language: nameOf(language) })}
      </ConfirmDialog>
    </Group>
  );
}

interface AddProps {
  taken: string[];
  onAdd: (code: string) => void;
  nameOf: (code: string) => string;
}

function AddLanguage({ taken, onAdd, nameOf }: AddProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState("");
  const fits = TAG.test(other.trim()) && !taken.includes(other.trim());
  const add = (code: string) => {
    setOpen(false);
    setOther("");
    onAdd(code);
  };
  return (
    <Menu position="bottom-end" opened={open} onChange={setOpen} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} stroke={1.5} />}>
          {t("mail.addLanguage")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {OFFERED.filter((code) => !taken.includes(code)).map((code) => (
          <Menu.Item key={code} onClick={() => add(code)}>
            {nameOf(code)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (fits) add(other.trim());
          }}
        >
          <Group gap={4} p={4} wrap="nowrap">
            <TextInput
              size="xs"
              aria-label={t("mail.otherLanguage")}
              placeholder="pt-BR"
              value={other}
              onChange={(event) => setOther(event.currentTarget.value)}
              w={120}
            />
            <Button size="xs" type="submit" disabled={!fits}>
              {t("mail.add")}
            </Button>
          </Group>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
