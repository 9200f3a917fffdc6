/** What the rows are, and a mapping written as text for files that can't be matched by sight. */
import { Button, FileButton, Group, Select, Stack, Textarea } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { draftMapping, RECORD_TYPES, textOf } from "./mapping";
import { isSeparated } from "./sight/useMatching";
import type { Choices } from "./starting";

interface MappingProps {
  choices: Choices;
  onChange: (choices: Choices) => void;
  faults: { pointer: string; detail: string }[];
}

export function TypeSelect({ choices, onChange, faults, clearable }: MappingProps & { clearable?: boolean }) {
  const { t } = useTranslation();
  return (
    <Select
      w={{ base: "100%", xs: 260 }}
      label={t("imports.type")}
      description={clearable ? t("imports.typeHint") : undefined}
      placeholder={clearable ? t("imports.typeSaid") : t("value.choose")}
      clearable={clearable}
      data={RECORD_TYPES.map((value) => ({ value, label: t(`recordType.${value}`) }))}
      value={choices.type}
      onChange={(type) => onChange({ ...choices, type })}
      error={faults.find((fault) => fault.pointer === "/type")?.detail}
    />
  );
}

export function MappingByHand({ choices, onChange, faults }: MappingProps) {
  const { t } = useTranslation();
  const resetFile = useRef<() => void>(null);
  const draft = async () => {
    if (!choices.file) return;
    const head = await choices.file.slice(0, 65_536).arrayBuffer();
    onChange({ ...choices, mapping: draftMapping(textOf(head), choices.type ?? "customer") });
  };
  const load = async (file: File | null) => {
    if (file) onChange({ ...choices, mapping: await file.text() });
    resetFile.current?.();
  };
  return (
    <Group align="flex-start" gap="sm">
      <Stack w={{ base: "100%", xs: 260 }} gap="xs">
        <TypeSelect choices={choices} onChange={onChange} faults={faults} />
        {isSeparated(choices.file?.name ?? "") && (
          <Button variant="default" size="compact-sm" onClick={draft}>
            {t("imports.mappingDraft")}
          </Button>
        )}
        <FileButton onChange={load} accept=".toml,.json" resetRef={resetFile}>
          {(props) => (
            <Button {...props} variant="default" size="compact-sm">
              {t("imports.mappingFile")}
            </Button>
          )}
        </FileButton>
      </Stack>
      <Textarea
        flex={1}
        miw={260}
        label={t("imports.mapping")}
        description={t("imports.mappingHint")}
        placeholder={'type = "customer"\n\n[fields]\nexternal_id = "Customer number"\nemail = "Mail"'}
        autosize
        minRows={6}
        maxRows={18}
        value={choices.mapping}
        onChange={(event) => onChange({ ...choices, mapping: event.currentTarget.value })}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 } }}
      />
    </Group>
  );
}
