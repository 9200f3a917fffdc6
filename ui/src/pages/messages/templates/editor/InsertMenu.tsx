/** What can be put into a body: variables by what they say, and blocks. */
import { Button, Group, Popover, ScrollArea, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconBraces, IconLayoutList } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailVariable, MailWords } from "../../../../api/schema";
import classes from "./InsertMenu.module.css";
import { offered, snippetOf } from "./variables";

interface Props {
  tools: MailWords;
  /** Blocks go into the body, variables where one was writing last. */
  onInsert: (text: string, intoBody: boolean) => void;
}

export function InsertMenu({ tools, onInsert }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Picker label={t("mail.insertVariable")} icon={<IconBraces size={16} stroke={1.5} />}>
        {(close, search) => (
          <Variables
            tools={tools}
            search={search}
            onInsert={(text) => {
              close();
              // The focus goes back to the button first.
              setTimeout(() => onInsert(text, false));
            }}
          />
        )}
      </Picker>
      <Picker label={t("mail.insertBlock")} icon={<IconLayoutList size={16} stroke={1.5} />}>
        {(close, search) => {
          const blocks = tools.blocks.map((block) => ({
            ...block,
            says: t(`mail.block.${block.name}` as "mail.block.coupon"),
          }));
          const found = blocks.filter(({ says, name }) => fits(search, says, name));
          if (found.length === 0) return <Nothing />;
          return found.map((block) => (
            <Choice
              key={block.name}
              says={block.says}
              code={block.snippet}
              onChoose={() => {
                close();
                setTimeout(() => onInsert(`${block.snippet}\n`, true));
              }}
            />
          ));
        }}
      </Picker>
    </Group>
  );
}

const fits = (search: string, ...texts: string[]) =>
  texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));

interface VariablesProps {
  tools: MailWords;
  search: string;
  onInsert: (text: string) => void;
}

function Variables({ tools, search, onInsert }: VariablesProps) {
  const { t } = useTranslation();
  const sources = tools.variables
    .map((source) => ({
      source,
      says: t(`mail.source.${source.name}` as "mail.source.order"),
      found: offered(source).filter(({ path, variable }) => fits(search, path, saysOf(variable))),
    }))
    .filter(({ found }) => found.length > 0);
  function saysOf(variable: MailVariable) {
    return t(`mail.variable.${variable.name}` as "mail.variable.first_name", { defaultValue: variable.says });
  }
  if (sources.length === 0) return <Nothing />;
  return sources.map(({ source, says, found }) => (
    <div key={source.name}>
      <Text size="xs" c="dimmed" fw={600} className={classes.group}>
        {source.given ? t("mail.givenSource", { source: says }) : says}
      </Text>
      {found.map(({ path, variable }) => (
        <Choice key={path} says={saysOf(variable)} code={path} onChoose={() => onInsert(snippetOf(path, variable))} />
      ))}
    </div>
  ));
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <Text size="sm" c="dimmed" p="sm">
      {t("search.nothing")}
    </Text>
  );
}

function Choice({ says, code, onChoose }: { says: string; code: string; onChoose: () => void }) {
  return (
    <UnstyledButton className={classes.choice} onClick={onChoose}>
      <span className="break">{says}</span>
      <code>{code}</code>
    </UnstyledButton>
  );
}

interface PickerProps {
  label: string;
  icon: ReactNode;
  children: (close: () => void, search: string) => ReactNode;
}

function Picker({ label, icon, children }: PickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={icon} onClick={() => setOpen(!open)} aria-expanded={open}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <TextInput
          size="xs"
          aria-label={t("mail.find")}
          placeholder={t("mail.find")}
          value={search}
          data-autofocus
          onChange={(event) => setSearch(event.currentTarget.value)}
          mb={8}
        />
        <ScrollArea.Autosize mah={320} type="auto">
          {children(() => setOpen(false), search)}
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
