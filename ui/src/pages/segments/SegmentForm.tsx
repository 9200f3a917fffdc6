/** The form of a segment: words, conditions and what it does left, what it finds right, Save always there. */
import { Alert, Anchor, Grid, Paper, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/queries";
import type { PinOut } from "../../api/schema";
import type { CustomerBrief, Json } from "../../api/types";
import { ConditionEditor } from "../../condition/ConditionEditor";
import { PreviewBar } from "../../condition/PreviewBar";
import { PreviewPanel } from "../../condition/PreviewPanel";
import { Templates } from "../../condition/Templates";
import { useTemplates } from "../../condition/templates";
import { Below } from "../../parts/Below";
import { Beside } from "../../parts/Beside";
import { LeaveDialog } from "../../parts/LeaveDialog";
import { PageHead } from "../../parts/PageHead";
import { SaveButton } from "../../parts/SaveButton";
import { ErrorState } from "../../parts/states";
import { ActionsForm } from "./ActionsForm";
import { ConflictPanel } from "./ConflictPanel";
import { DifferenceDialog } from "./DifferenceDialog";
import { ExcludeEditor } from "./ExcludeEditor";
import { RefreshForm } from "./RefreshForm";
import { segmentPath } from "./state";
import { WhyPanel } from "./WhyPanel";
import { WordInputs } from "./WordInputs";
import { isShown } from "./words";
import { isConflict, type Start, useSegmentWriting, type Writing } from "./writing";

export function SegmentForm(start: Start) {
  const { t } = useTranslation();
  const { segment } = start;
  const writing = useSegmentWriting(start);
  const { words, setWords, state, speech, save, refused } = writing;
  const [why, setWhy] = useState<CustomerBrief | null>(null);
  const begins = state.root.children.length === 0;
  const templatesAsked = useTemplates(begins).isPending;
  const found = { previewed: writing.previewed, unfinished: writing.unfinished, empty: state.written.json === null };
  const back = segment
    ? { to: segmentPath(segment.id), label: segment.name }
    : { to: "/segments", label: t("place.segments") };
  return (
    <>
      <PageHead
        title={segment ? t("segments.changeTitle", { name: segment.name }) : t("segments.new")}
        back={back}
        actions={
          <SaveButton waitsFor={writing.waitsFor} busy={save.isPending} onSave={writing.doSave}>
            {segment ? t("action.save") : t("segments.create")}
          </SaveButton>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {writing.restored && (
              <Restored
                onDiscard={() => {
                  writing.discard();
                  toName();
                }}
                onClose={() => {
                  writing.setRestored(false);
                  toName();
                }}
              />
            )}
            {segment && writing.conflict && <ConflictPanel segment={segment} writing={writing} />}
            {save.error && !isConflict(save.error) && (
              <ErrorState error={save.error} what={t("problem.notSaved")} atField={isShown} />
            )}
            <WordInputs words={words} onChange={setWords} faults={refused} isNew={segment === null} />
            <div data-field="/condition" tabIndex={-1}>
              <Title order={2} mb={4}>
                {t("segments.whoIsIn")}
              </Title>
              <ConditionEditor state={state} subject="customer" speech={speech} remarks={writing.remarks.included} />
              <PreviewBar {...found} />
            </div>
            {begins && (
              <Paper p="md">
                <Templates
                  onPick={(condition, name) => {
                    state.restart(condition);
                    setWords({ ...words, name: words.name || name });
                  }}
                />
              </Paper>
            )}
            <Below known={!begins || !templatesAsked}>
              <Stack gap="md">
                <ExcludeEditor writing={writing} />
                <ActionsForm words={words} onChange={setWords} faults={refused} />
                <RefreshForm words={words} onChange={setWords} faults={refused} />
              </Stack>
            </Below>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Beside>
            <PreviewPanel {...found} onWhy={setWhy} besides={segment && <Pinned id={segment.id} />} />
          </Beside>
        </Grid.Col>
      </Grid>
      {segment && <DifferenceDialog segment={segment} question={writing.question} busy={save.isPending} />}
      <WhyPanel condition={wholeOf(writing)} customer={why} onClose={() => setWhy(null)} />
      <LeaveDialog leaving={writing.leaving} kept />
    </>
  );
}

/** The preview asks the condition alone; of whom somebody's word keeps in or out it is said here. */
function Pinned({ id }: { id: string }) {
  const { t } = useTranslation();
  const { rows } = usePages<PinOut>(["segment", id, "pins"], `/v1/segments/${encodeURIComponent(id)}/pins`);
  if (!rows?.length) return null;
  return (
    <Text size="xs" c="dimmed" data-testid="pinned">
      {t("preview.pinned")}{" "}
      <Anchor component={Link} to={`${segmentPath(id)}?tab=pins`} size="xs">
        {t("preview.seePins")}
      </Anchor>
    </Text>
  );
}

/** The condition together with whom it leaves out and whom it looks at, as a saved segment is explained. */
function wholeOf({ condition, exclude, words }: Writing): Json {
  const parts: Json[] = [];
  if (words.applies_to !== "everyone") {
    parts.push({ value: "customer.guest", op: "=", to: words.applies_to === "guests" });
  }
  if (words.stores.length > 0) parts.push({ value: "customer.store", op: "in", to: words.stores });
  if (parts.length === 0 && exclude === null) return condition;
  return { all: [...parts, condition, ...(exclude === null ? [] : [{ none: [exclude] }])] };
}

/** What was clicked is gone; the form begins at its name. */
function toName() {
  document.querySelector<HTMLElement>('[data-field="/name"]')?.focus();
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
