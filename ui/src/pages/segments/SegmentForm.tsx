/** The form of a segment: words and condition left, what it finds right, Save always there. */
import { Alert, Anchor, Grid, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import type { AppliesTo, CustomerBrief, Fault, Json, Segment } from "../../api/types";
import { ConditionEditor } from "../../condition/ConditionEditor";
import { PreviewPanel } from "../../condition/PreviewPanel";
import { Templates } from "../../condition/Templates";
import { LeaveDialog } from "../../parts/LeaveDialog";
import { PageHead } from "../../parts/PageHead";
import { SaveButton } from "../../parts/SaveButton";
import { faultAt } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { segmentPath } from "./state";
import { WhyPanel } from "./WhyPanel";
import { isShown, type Start, useSegmentWriting, type Words } from "./writing";

export function SegmentForm(start: Start) {
  const { t } = useTranslation();
  const { segment } = start;
  const writing = useSegmentWriting(start);
  const { words, setWords, state, speech, save, waitsFor } = writing;
  const [why, setWhy] = useState<CustomerBrief | null>(null);
  const back = segment
    ? { to: segmentPath(segment.id), label: segment.name }
    : { to: "/segments", label: t("place.segments") };
  return (
    <>
      <PageHead
        title={segment ? t("segments.changeTitle", { name: segment.name }) : t("segments.new")}
        back={back}
        actions={
          <SaveButton waitsFor={waitsFor} busy={save.isPending} onSave={writing.doSave}>
            {segment ? t("action.save") : t("segments.create")}
          </SaveButton>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {writing.restored && <Restored onDiscard={writing.discard} onClose={() => writing.setRestored(false)} />}
            {save.error && <SaveProblem error={save.error} segment={segment} />}
            <WordInputs words={words} onChange={setWords} faults={writing.refused} isNew={segment === null} />
            <div data-field="/condition" tabIndex={-1}>
              <Title order={2} mb={4}>
                {t("segments.whoIsIn")}
              </Title>
              <ConditionEditor state={state} subject="customer" speech={speech} remarks={writing.remarks} />
            </div>
            {state.root.children.length === 0 && (
              <Paper p="md">
                <Templates
                  onPick={(condition, name) => {
                    state.restart(condition);
                    setWords({ ...words, name: words.name || name });
                  }}
                />
              </Paper>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <div className="beside">
            <PreviewPanel
              previewed={writing.previewed}
              unfinished={state.written.unfinished.length}
              empty={state.written.json === null}
              onWhy={setWhy}
            />
          </div>
        </Grid.Col>
      </Grid>
      <WhyPanel condition={narrowed(writing.condition, words.applies_to)} customer={why} onClose={() => setWhy(null)} />
      <LeaveDialog leaving={writing.leaving} kept />
    </>
  );
}

/** The condition together with whom it applies to, as a saved segment is explained. */
function narrowed(condition: Json, appliesTo: AppliesTo): Json {
  if (appliesTo === "everyone") return condition;
  return { all: [{ value: "customer.guest", op: "=", to: appliesTo === "guests" }, condition] };
}

function Restored({ onDiscard, onClose }: { onDiscard: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert variant="light" color="gray" withCloseButton closeButtonLabel={t("action.close")} onClose={onClose}>
      {t("draft.restored")}{" "}
      <Anchor component="button" type="button" onClick={onDiscard}>
        {t("draft.discard")}
      </Anchor>
    </Alert>
  );
}

interface WordProps {
  words: Words;
  onChange: (words: Words) => void;
  faults: Fault[];
  isNew: boolean;
}

function WordInputs({ words, onChange, faults, isNew }: WordProps) {
  const { t } = useTranslation();
  return (
    <>
      <Group gap="sm" align="flex-start">
        <TextInput
          flex={1}
          miw={220}
          label={t("segments.name")}
          value={words.name}
          maxLength={200}
          data-field="/name"
          error={faultAt(faults, "/name")}
          onChange={(event) => onChange({ ...words, name: event.currentTarget.value })}
          data-autofocus={isNew || undefined}
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
          onChange={(value) => value && onChange({ ...words, applies_to: value as AppliesTo })}
        />
      </Group>
      <TextInput
        label={t("segments.description")}
        value={words.description}
        maxLength={2000}
        error={faultAt(faults, "/description")}
        onChange={(event) => onChange({ ...words, description: event.currentTarget.value })}
      />
    </>
  );
}

function SaveProblem({ error, segment }: { error: Error; segment: Segment | null }) {
  const { t } = useTranslation();
  const conflict = error instanceof Problem && error.status === 409 && segment !== null;
  return (
    <Stack gap="xs">
      <ErrorState error={error} what={t("problem.notSaved")} atField={isShown} />
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
