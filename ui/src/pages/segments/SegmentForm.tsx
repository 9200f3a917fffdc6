/** The form of a segment, with draft, undo, live preview, and a Save that says why it waits. */
import {
  Alert,
  Anchor,
  Button,
  Grid,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
  Tooltip,
} from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { AppliesTo, CustomerBrief, Json, Segment, VocabularyDocument } from "../../api/types";
import { ConditionEditor } from "../../condition/ConditionEditor";
import { write } from "../../condition/json";
import { useLabels } from "../../condition/labels";
import { PreviewPanel } from "../../condition/PreviewPanel";
import { remarksOf } from "../../condition/remarks";
import { Templates } from "../../condition/Templates";
import { treeOf, useCondition } from "../../condition/useCondition";
import { usePreview } from "../../condition/usePreview";
import { Vocabulary } from "../../condition/vocabulary";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { useDraft, useLeaving } from "../../parts/leaving";
import { PageHead } from "../../parts/PageHead";
import { ErrorState } from "../../parts/states";
import { segmentPath } from "./state";
import { WhyPanel } from "./WhyPanel";

interface Words {
  name: string;
  description: string;
  applies_to: AppliesTo;
}

interface Draft extends Words {
  condition: Json;
  version: number | null;
}

type Body = Words & { condition: Json; version?: number };

interface Props {
  document: VocabularyDocument;
  segment: Segment | null;
  copyOf: Segment | null;
}

/** Faults of these stand at their own fields; all others are the condition's. */
const OF_WORDS = ["/name", "/description", "/applies_to", "/version", "/id"];

const EVERYBODY: Json = { all: [] };

function wordsOf(segment: Segment | null): Words {
  return {
    name: segment?.name ?? "",
    description: segment?.description ?? "",
    applies_to: segment?.applies_to ?? "everyone",
  };
}

export function SegmentForm({ document, segment, copyOf }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const vocabulary = useMemo(() => new Vocabulary(document), [document]);
  const draft = useDraft<Draft>(`segment.${segment?.id ?? "new"}`);
  const usable = draft.found && !copyOf && draft.found.version === (segment?.version ?? null) ? draft.found : null;
  const origin = segment ?? copyOf;
  const [restored, setRestored] = useState(usable !== null);
  const [words, setWords] = useState<Words>(() =>
    usable
      ? { name: usable.name, description: usable.description, applies_to: usable.applies_to }
      : { ...wordsOf(origin), name: copyOf ? t("segments.copyName", { name: copyOf.name }) : wordsOf(origin).name },
  );
  const state = useCondition(usable ? usable.condition : (origin?.condition ?? null), vocabulary);
  const labels = useLabels(state.root, vocabulary);
  const speech = useMemo(() => ({ t, vocabulary, format, labels }), [t, vocabulary, format, labels]);
  const condition = state.written.json ?? EVERYBODY;
  const previewed = usePreview(condition, words.applies_to);
  const [why, setWhy] = useState<CustomerBrief | null>(null);

  const body: Body = { ...words, name: words.name.trim(), condition };
  const [pristine] = useState(() =>
    JSON.stringify({
      ...wordsOf(segment),
      condition: write(treeOf(segment?.condition ?? null), vocabulary).json ?? EVERYBODY,
    }),
  );
  const changed = pristine !== JSON.stringify({ ...words, condition });
  const leaving = useLeaving(changed);
  useEffect(() => {
    if (changed) draft.keep({ ...words, condition, version: segment?.version ?? null });
    else draft.drop();
  }, [changed, words, condition, segment?.version, draft.keep, draft.drop]);

  const save = useDeed<Body, Segment>({
    path: segment ? `/v1/segments/${encodeURIComponent(segment.id)}` : "/v1/segments",
    method: segment ? "PATCH" : "POST",
    touches: [["segments"], ["segment"], ["overview"], ["values", "segment"], ["search"]],
  });
  const faultsOfSave = save.error instanceof Problem ? save.error.errors : [];
  const remarks = useMemo(
    () =>
      remarksOf(
        state.written.pointers,
        previewed.faults.length > 0 ? previewed.faults : faultsOfSave.filter((one) => !OF_WORDS.includes(one.pointer)),
        previewed.preview?.missing ?? [],
        (count) => t("preview.hadNoValue", { count, number: format.number(count) }),
      ),
    [state.written.pointers, previewed.faults, previewed.preview, faultsOfSave, t, format],
  );
  const nameFault = faultsOfSave.find((fault) => fault.pointer === "/name")?.detail;

  const waitsFor = !body.name
    ? t("save.needsName")
    : state.root.children.length === 0
      ? t("save.needsCondition")
      : state.written.unfinished.length > 0
        ? t("save.unfinished", { count: state.written.unfinished.length })
        : previewed.faults.length > 0
          ? t("save.faulty")
          : segment && !changed
            ? t("save.unchanged")
            : null;
  const doSave = () => {
    if (waitsFor || save.isPending) return;
    save.mutate(segment ? { ...body, version: segment.version } : body, {
      onSuccess: (stored) => {
        leaving.release();
        draft.drop();
        notifications.show({ message: t("segments.saved", { name: stored.name }) });
        navigate(segmentPath(stored.id));
      },
    });
  };
  useHotkeys([["mod+S", doSave]], []);

  const discard = () => {
    draft.drop();
    setRestored(false);
    setWords(wordsOf(origin));
    state.restart(origin?.condition ?? null);
  };
  const pick = (picked: Json, name: string) => {
    state.restart(picked);
    setWords((before) => ({ ...before, name: before.name || name }));
  };

  return (
    <>
      <PageHead
        title={segment ? t("segments.changeTitle", { name: segment.name }) : t("segments.new")}
        back={
          segment
            ? { to: segmentPath(segment.id), label: segment.name }
            : { to: "/segments", label: t("place.segments") }
        }
        actions={
          <Tooltip label={waitsFor} disabled={!waitsFor}>
            <Button
              onClick={doSave}
              loading={save.isPending}
              data-disabled={waitsFor ? true : undefined}
              aria-disabled={waitsFor ? true : undefined}
              aria-describedby="save-waits"
            >
              {segment ? t("action.save") : t("segments.create")}
            </Button>
          </Tooltip>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {restored && (
              <Alert
                variant="light"
                color="gray"
                withCloseButton
                closeButtonLabel={t("action.close")}
                onClose={() => setRestored(false)}
              >
                {t("draft.restored")}{" "}
                <Anchor component="button" type="button" onClick={discard}>
                  {t("draft.discard")}
                </Anchor>
              </Alert>
            )}
            {save.error && <SaveProblem error={save.error} segment={segment} />}
            <Group gap="sm" align="flex-start">
              <TextInput
                flex={1}
                miw={220}
                label={t("segments.name")}
                value={words.name}
                maxLength={200}
                error={nameFault}
                onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
                data-autofocus={segment ? undefined : true}
              />
              <Select
                w={{ base: "100%", xs: 220 }}
                label={t("segments.appliesTo")}
                allowDeselect={false}
                data={(["everyone", "registered", "guests"] as const).map((value) => ({
                  value,
                  label: t(`appliesTo.${value}`),
                }))}
                value={words.applies_to}
                onChange={(value) => value && setWords({ ...words, applies_to: value as AppliesTo })}
              />
            </Group>
            <TextInput
              label={t("segments.description")}
              value={words.description}
              maxLength={1000}
              onChange={(event) => setWords({ ...words, description: event.currentTarget.value })}
            />
            <div>
              <Title order={2} mb={4}>
                {t("segments.whoIsIn")}
              </Title>
              <ConditionEditor state={state} subject="customer" speech={speech} remarks={remarks} />
            </div>
            {state.root.children.length === 0 && (
              <Paper p="md">
                <Templates onPick={pick} />
              </Paper>
            )}
            <Text size="xs" c="dimmed" id="save-waits">
              {waitsFor}
            </Text>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <div className="beside">
            <PreviewPanel previewed={previewed} unfinished={state.written.unfinished.length} onWhy={setWhy} />
          </div>
        </Grid.Col>
      </Grid>
      <WhyPanel condition={condition} customer={why} onClose={() => setWhy(null)} />
      <ConfirmDialog
        open={leaving.asking}
        title={t("leave.title")}
        confirm={t("leave.leave")}
        cancel={t("leave.stay")}
        onConfirm={leaving.leave}
        onCancel={leaving.stay}
      >
        {t("leave.textDraft")}
      </ConfirmDialog>
    </>
  );
}

function SaveProblem({ error, segment }: { error: Error; segment: Segment | null }) {
  const { t } = useTranslation();
  const conflict = error instanceof Problem && error.status === 409 && segment !== null;
  return (
    <Stack gap="xs">
      <ErrorState error={error} what={t("problem.notSaved")} />
      {conflict && (
        <Text size="sm">
          {t("segments.conflict")}{" "}
          <Anchor href={segmentPath(segment.id)} target="_blank" rel="noopener">
            {t("segments.seeStored")}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}
