/** One file on its way in: drop it, say what it holds, try it, let it in. */
import { Button, FileButton, Group, Paper, Radio, Select, Stack, Switch, Text, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../api/client";
import type { Job } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";
import { ImportOutcome } from "./ImportOutcome";
import classes from "./ImportTab.module.css";
import { draftMapping, RECORD_TYPES } from "./mapping";

type Counts = "history" | "points" | "live";

interface Choices {
  file: File | null;
  type: string | null;
  mapping: string;
  counts: Counts;
}

const NOTHING: Choices = { file: null, type: null, mapping: "", counts: "history" };

function formOf({ file, type, mapping, counts }: Choices, dry: boolean): FormData {
  const form = new FormData();
  if (file) form.set("file", file);
  if (type) form.set("type", type);
  if (mapping.trim()) form.set("mapping", mapping);
  form.set("live", String(counts === "live"));
  form.set("asks_points", String(counts === "points"));
  form.set("dry_run", String(dry));
  return form;
}

export function NewImport() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [choices, setChoices] = useState<Choices>(NOTHING);
  const [dryRun, setDryRun] = useState(true);
  const [job, setJob] = useState<{ id: string; dry: boolean } | null>(null);
  const plain = choices.file !== null && /\.(jsonl|ndjson|json)$/i.test(choices.file.name);
  const start = useMutation({
    mutationFn: (dry: boolean) => ask<Job>("/v1/imports", { method: "POST", form: formOf(choices, dry) }),
    onSuccess: (started, dry) => {
      setJob({ id: started.id, dry });
      client.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
  const faults = start.error instanceof Problem ? start.error.errors : [];
  const choose = (file: File | null) => {
    setChoices({ ...choices, file });
    setJob(null);
    start.reset();
  };
  const waitsFor = !choices.file
    ? t("imports.needsFile")
    : !plain && !choices.mapping.trim()
      ? t("imports.needsMapping")
      : null;
  return (
    <Paper p="md">
      <Stack gap="md">
        <DropZone file={choices.file} onChoose={choose} />
        {choices.file && !plain && <Mapping choices={choices} onChange={setChoices} faults={faults} />}
        {choices.file && (
          <Radio.Group
            label={t("imports.how")}
            value={choices.counts}
            onChange={(counts) => setChoices({ ...choices, counts: counts as Counts })}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="history" label={t("imports.asHistory")} />
              <Radio value="points" label={t("imports.asHistoryPoints")} />
              <Radio value="live" label={t("imports.asLive")} />
            </Stack>
          </Radio.Group>
        )}
        {start.error && <ErrorState error={start.error} what={t("imports.notStarted")} />}
        {job && <ImportOutcome job={job} onImport={() => start.mutate(false)} busy={start.isPending} />}
        <Group justify="space-between">
          <Switch
            label={t("imports.dryRun")}
            description={t("imports.dryRunHint")}
            checked={dryRun}
            onChange={(event) => setDryRun(event.currentTarget.checked)}
          />
          <Group gap="sm">
            <Text size="xs" c="dimmed">
              {waitsFor}
            </Text>
            <Button disabled={waitsFor !== null} loading={start.isPending} onClick={() => start.mutate(dryRun)}>
              {dryRun ? t("imports.tryIt") : t("imports.doIt")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

function DropZone({ file, onChoose }: { file: File | null; onChoose: (file: File | null) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onChoose(dropped);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      role="presentation"
    >
      <IconUpload size={28} stroke={1.2} />
      <Text fw={500} c={file ? "var(--mantine-color-text)" : undefined}>
        {file ? file.name : t("imports.drop")}
      </Text>
      <Text size="xs" c="dimmed">
        {file ? t("imports.size", { size: format.number((file.size / 1_048_576).toFixed(2)) }) : t("imports.formats")}
      </Text>
      <FileButton onChange={onChoose} accept=".jsonl,.ndjson,.json,.csv,.tsv,.parquet">
        {(props) => (
          <Button {...props} variant="default" size="compact-sm" mt={4}>
            {file ? t("imports.otherFile") : t("imports.choose")}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

interface MappingProps {
  choices: Choices;
  onChange: (choices: Choices) => void;
  faults: { pointer: string; detail: string }[];
}

function Mapping({ choices, onChange, faults }: MappingProps) {
  const { t } = useTranslation();
  const resetFile = useRef<() => void>(null);
  const draft = async () => {
    const head = (await choices.file?.slice(0, 65_536).text()) ?? "";
    onChange({ ...choices, mapping: draftMapping(head, choices.type ?? "customer") });
  };
  const load = async (file: File | null) => {
    if (file) onChange({ ...choices, mapping: await file.text() });
    resetFile.current?.();
  };
  return (
    <Group align="flex-start" gap="sm">
      <Stack w={{ base: "100%", xs: 260 }} gap="xs">
        <Select
          label={t("imports.type")}
          data={RECORD_TYPES.map((value) => ({ value, label: t(`recordType.${value}`) }))}
          value={choices.type}
          onChange={(type) => onChange({ ...choices, type })}
          error={faults.find((fault) => fault.pointer === "/type")?.detail}
        />
        {/\.(csv|tsv)$/i.test(choices.file?.name ?? "") && (
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
