/** What people of the shop wrote down about a customer: written here, said anew, and removed behind a question. */
import { Button, Group, Paper, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed, usePages } from "../../api/queries";
import type { NoteChange, NoteIn, NoteOut } from "../../api/schema";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { When } from "../../parts/Formats";
import { useDraft } from "../../parts/leaving";
import { ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";

const LONGEST = 10_000;

const routeOf = (id: string) => `/v1/customers/${encodeURIComponent(id)}/notes`;
const touchedBy = (id: string) => [
  ["customer", id, "notes"],
  ["customer", id, "timeline"],
];

export function CustomerNotes({ id }: { id: string }) {
  const { t } = useTranslation();
  const may = useMay("customers:write");
  const pages = usePages<NoteOut>(["customer", id, "notes"], routeOf(id));
  return (
    <Paper p="md" component="section" aria-labelledby="notes-title">
      <Title order={2} mb="sm" id="notes-title">
        {t("notes.title")}
      </Title>
      <Stack gap="sm">
        {may && <Write id={id} />}
        {pages.error && !pages.rows ? (
          <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />
        ) : !pages.rows ? (
          <Lines count={2} />
        ) : (
          pages.rows.map((note) => <Note key={note.id} id={id} note={note} may={may} />)
        )}
        {pages.rows?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("notes.none")}
          </Text>
        )}
        {pages.hasNextPage && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            loading={pages.isFetchingNextPage}
            onClick={() => pages.fetchNextPage()}
          >
            {t("action.loadMore")}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function Write({ id }: { id: string }) {
  const { t } = useTranslation();
  const draft = useDraft<string>(`note.${id}`); // a call may come in between: what was begun is there again afterwards
  const [text, keepText] = useState(draft.found ?? "");
  const setText = (next: string) => {
    keepText(next);
    if (next.trim()) draft.keep(next);
    else draft.drop();
  };
  const write = useDeed<NoteIn, NoteOut>({ path: routeOf(id), touches: touchedBy(id) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !write.isPending) write.mutate({ text: text.trim() }, { onSuccess: () => setText("") });
      }}
    >
      <Stack gap="xs">
        <Textarea
          aria-label={t("notes.new")}
          placeholder={t("notes.new")}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={LONGEST}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {write.error && <ErrorState error={write.error} what={t("problem.notSaved")} />}
        {text.trim() !== "" && (
          <Group justify="flex-end">
            <Button type="submit" size="xs" loading={write.isPending}>
              {t("notes.write")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function Note({ id, note, may }: { id: string; note: NoteOut; may: boolean }) {
  const { t } = useTranslation();
  const draft = useDraft<string>(`note.${id}.${note.id}.${note.version}`);
  const [text, keepText] = useState<string | null>(draft.found);
  const setText = (next: string | null) => {
    keepText(next);
    if (next === null || next === note.text) draft.drop();
    else draft.keep(next);
  };
  const [asking, setAsking] = useState(false);
  const path = `${routeOf(id)}/${encodeURIComponent(note.id)}`;
  const change = useDeed<NoteChange, NoteOut>({ path, method: "PATCH", touches: touchedBy(id) });
  const remove = useDeed<null, null>({ path, method: "DELETE", touches: touchedBy(id) });
  const save = () =>
    change.mutate({ text: (text ?? "").trim(), version: note.version }, { onSuccess: () => setText(null) });
  if (text !== null) {
    return (
      <Stack gap="xs">
        <Textarea
          aria-label={t("notes.anew")}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={LONGEST}
          value={text}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {change.error && <ErrorState error={change.error} what={t("problem.notSaved")} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="xs" onClick={() => setText(null)}>
            {t("action.cancel")}
          </Button>
          <Button size="xs" loading={change.isPending} disabled={!text.trim()} onClick={save}>
            {t("action.save")}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <div data-testid="note">
      <Text size="sm" className="break" style={{ whiteSpace: "pre-wrap" }}>
        {note.text}
      </Text>
      <Group gap="xs" justify="space-between">
        <Text size="xs" c="dimmed">
          {note.changed_by_name ?? note.created_by_name} <When value={note.changed_at ?? note.created_at} />
        </Text>
        {may && (
          <Group gap={4}>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setText(note.text)}>
              {t("action.change")}
            </Button>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setAsking(true)}>
              {t("notes.remove")}
            </Button>
          </Group>
        )}
      </Group>
      <ConfirmDialog
        open={asking}
        title={t("notes.removeTitle")}
        confirm={t("notes.remove")}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(null, { onSuccess: () => setAsking(false) })}
        onCancel={() => setAsking(false)}
      >
        {t("notes.removeText")}
      </ConfirmDialog>
    </div>
  );
}
