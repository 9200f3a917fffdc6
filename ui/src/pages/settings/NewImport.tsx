/** One file on its way in: drop it, say what it holds, try it, let it in. */
import { Alert, Anchor, Button, FileButton, Group, Paper, Radio, Stack, Switch, Text } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle, IconUpload } from "@tabler/icons-react";
import { type DragEvent, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Problem } from "../../api/client";
import { usePages, useProgramme } from "../../api/queries";
import type { EarningRule } from "../../api/types";
import { isSecond } from "../../parts/clicks";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";
import { GoingOn } from "./GoingOn";
import { ImportOutcome } from "./ImportOutcome";
import classes from "./ImportTab.module.css";
import { MappingByHand, TypeSelect } from "./MappingByHand";
import { isPlain, isTakeable, KINDS_OF_FILE } from "./mapping";
import { BySight } from "./sight/BySight";
import { lacking, mappingOf, withWords } from "./sight/matching";
import { isSeparated, useMatching } from "./sight/useMatching";
import { type Choices, type Counts, useStarting } from "./starting";

const NOTHING: Choices = { file: null, type: null, mapping: "", counts: "history" };

/** `withOthers`: where no list of imports stands below, those that were begun otherwise are told here. */
export function NewImport({ withOthers = false }: { withOthers?: boolean }) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState<Choices>(NOTHING);
  const [dryRun, setDryRun] = useState(true);
  const starting = useStarting();
  const { job, error } = starting;
  const change = (next: Choices) => {
    setChoices(next);
    starting.reset();
  };
  const [unfit, setUnfit] = useState<File | null>(null);
  const [byHand, setByHand] = useState(false);
  const { sent, matching, seen, sighted } = useSent(choices, byHand);
  const words = starting.result?.words;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each trial
  useEffect(() => {
    if (words && matching) seen.change(withWords(matching, words));
  }, [words]);
  const plain = choices.file !== null && isPlain(choices.file.name);
  const mayBeOrders = sent.type ? sent.type === "order" : !sighted;
  const faults = error instanceof Problem ? error.errors : [];
  const choose = (file: File | null) => {
    const fits = !file || isTakeable(file.name);
    setUnfit(fits ? null : file);
    setChoices({ ...choices, file: fits ? file : null, mapping: byHand ? choices.mapping : "" });
    starting.reset();
  };
  const unmatched = sighted ? matching === null || lacking(matching).length > 0 : !plain && !choices.mapping.trim();
  const waitsFor = !choices.file ? t("imports.needsFile") : unmatched ? t("imports.needsMapping") : null;
  const toHand = (hand: boolean) => {
    if (hand) setChoices({ ...choices, type: sent.type, mapping: choices.mapping || sent.mapping });
    setByHand(hand);
  };
  return (
    <Paper p="md">
      <Stack gap="md">
        <DropZone file={choices.file} onChoose={choose} />
        {unfit && <Unfit name={unfit.name} />}
        {choices.file && plain && <TypeSelect choices={choices} onChange={change} faults={faults} clearable />}
        {sighted && (
          <>
            <TypeSelect
              choices={{ ...choices, type: choices.type ?? matching?.sight.type ?? null }}
              onChange={change}
              faults={faults}
            />
            <BySight
              matching={matching}
              error={seen.error}
              onRetry={seen.retry}
              onChange={(next) => {
                seen.change(next);
                starting.reset();
              }}
            />
          </>
        )}
        {choices.file && !plain && !sighted && <MappingByHand choices={choices} onChange={change} faults={faults} />}
        {choices.file && isSeparated(choices.file.name) && (
          <Group>
            <Anchor component="button" type="button" size="sm" onClick={() => toHand(!byHand)}>
              {byHand ? t("sight.bySight") : t("sight.byHand")}
            </Anchor>
          </Group>
        )}
        {choices.file && (
          <Radio.Group
            label={t("imports.how")}
            value={choices.counts}
            onChange={(counts) => change({ ...choices, counts: counts as Counts })}
          >
            {/* the second of a double click on what stood here before it moved chooses nothing */}
            <Stack gap="xs" mt="xs" onClickCapture={(event) => isSecond(event) && event.preventDefault()}>
              <Radio value="history" label={t("imports.asHistory")} />
              <Radio value="points" label={t("imports.asHistoryPoints")} />
              <Radio value="live" label={t("imports.asLive")} />
            </Stack>
          </Radio.Group>
        )}
        {choices.file && choices.counts === "points" && mayBeOrders && <NoRule />}
        {error && <ErrorState error={error} what={t("imports.notStarted")} />}
        {job && (
          <ImportOutcome
            id={job.id}
            onImport={() => starting.start({ choices: sent, dry: false })}
            busy={starting.isBusy}
          />
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
              onClick={(event) => !isSecond(event) && starting.start({ choices: sent, dry: dryRun })}
            >
              {dryRun ? t("imports.tryIt") : t("imports.doIt")}
            </Button>
          </Group>
        </Group>
        {withOthers && <GoingOn isOwn={starting.isOwn} />}
      </Stack>
    </Paper>
  );
}

/** The choices as they are sent: a CSV's columns are matched by sight unless somebody writes the mapping. */
function useSent(choices: Choices, byHand: boolean) {
  const { currency } = useFormats();
  const { file, type } = choices;
  const sighted = file !== null && isSeparated(file.name) && !byHand;
  const seen = useMatching(sighted ? file : null, type);
  const { matching } = seen;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same file tried and then imported has one instant
  const now = useMemo(() => new Date().toISOString(), [file]);
  const sent = useMemo(
    () =>
      sighted && matching
        ? { ...choices, type: matching.sight.type, mapping: mappingOf(matching, currency, now), bySight: true }
        : choices,
    [choices, sighted, matching, currency, now],
  );
  return { sent, matching, seen, sighted };
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
