/** One file on its way in: drop it, say what it holds, try it, let it in. */
import {
  Alert,
  Anchor,
  Button,
  FileButton,
  Group,
  Paper,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
} from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Problem } from "../../api/client";
import { usePages, useProgramme } from "../../api/queries";
import type { EarningRule } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";
import { ImportOutcome } from "./ImportOutcome";
import classes from "./ImportTab.module.css";
import { draftMapping, isPlain, isTakeable, KINDS_OF_FILE, RECORD_TYPES } from "./mapping";
import { type Choices, type Counts, isSecond, useStarting } from "./starting";

const NOTHING: Choices = { file: null, type: null, mapping: "", counts: "history" };

export function NewImport() {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Choices>(NOTHING);
  const [dryRun, setDryRun] = useState(true);
  const starting = useStarting();
  const { job, error } = starting;
  const [unfit, setUnfit] = useState<File | null>(null);
  const plain = choices.file !== null && isPlain(choices.file.name);
  const faults = error instanceof Problem ? error.errors : [];
  const choose = (file: File | null) => {
    const fits = !file || isTakeable(file.name);
    setUnfit(fits ? null : file);
    setChoices({ ...choices, file: fits ? file : null });
    starting.reset();
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
        {unfit && <Unfit name={unfit.name} />}
        {choices.file && plain && <TypeSelect choices={choices} onChange={setChoices} faults={faults} clearable />}
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
        {choices.file && choices.counts === "points" && <NoRule />}
        {error && <ErrorState error={error} what={t("imports.notStarted")} />}
        {job && (
          <ImportOutcome job={job} onImport={() => starting.start({ choices, dry: false })} busy={starting.isBusy} />
        )}
        <Group justify="space-between">
          <Switch
            label={t("imports.dryRun")}
            description={t("imports.dryRunHint")}
            checked={dryRun}
            onChange={(event) => setDryRun(event.currentTarget.checked)}
          />
          <Group gap="sm">
            {waitsFor && (
              <Text size="xs" c="dimmed">
                {waitsFor}
              </Text>
            )}
            <Button
              disabled={waitsFor !== null}
              loading={starting.isBusy}
              onClick={(event) => !isSecond(event) && starting.start({ choices, dry: dryRun })}
            >
              {dryRun ? t("imports.tryIt") : t("imports.doIt")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Said at once of a file of another kind, with the kinds there are. */
function Unfit({ name }: { name: string }) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const kinds = new Intl.ListFormat(locale, { type: "disjunction" }).format(KINDS_OF_FILE);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertCircle size={18} />} title={t("imports.unfit")}>
      <Text size="sm" className="break">
        {t("imports.unfitText", { name, kinds })}
      </Text>
      {/\.(xlsx?|ods|numbers)$/i.test(name) && <Text size="sm">{t("imports.unfitSheet")}</Text>}
    </Alert>
  );
}

/** Said while orders would earn nothing, because they can't earn it later. */
function NoRule() {
  const { t } = useTranslation();
  const { data: programme } = useProgramme();
  const rules = usePages<EarningRule>(["earning-rules"], "/v1/earning-rules");
  const isOff = programme?.active === false;
  const isWithout = rules.rows !== undefined && !rules.hasNextPage && !rules.rows.some((rule) => rule.active);
  if (!isOff && !isWithout) return null;
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title={t("imports.earnNothing")}>
      {isOff ? t("imports.pointsOff") : t("imports.noRule")}{" "}
      <Anchor component={Link} to={isOff ? "/points" : "/points/rules/new"} size="sm">
        {isOff ? t("imports.toPoints") : t("imports.makeRule")}
      </Anchor>
    </Alert>
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
        {file ? format.bytes(file.size) : t("imports.formats")}
      </Text>
      <FileButton onChange={onChoose} accept={KINDS_OF_FILE.join(",")}>
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

function TypeSelect({ choices, onChange, faults, clearable }: MappingProps & { clearable?: boolean }) {
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
        <TypeSelect choices={choices} onChange={onChange} faults={faults} />
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
