/** To whom and what: the form at the left, how many it would go to at the right. */
import "@mantine/dates/styles.css";
import { Button, Grid, Group, NumberInput, Paper, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed, usePages, useValues } from "../../../api/queries";
import type { MailTemplateOut } from "../../../api/schema";
import type { Fault } from "../../../api/types";
import { Localized } from "../../../condition/DateInputs";
import { instantOf } from "../../../format/instants";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { Num, useFormats, When } from "../../../parts/Formats";
import { NotSaved } from "../../../parts/meanwhile/NotSaved";
import { OnlyLooked } from "../../../parts/ReadOnly";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { NewsletterPreview } from "./NewsletterPreview";
import { type Newsletter, newsletterPath, newsletterRoute, touched, useAudience } from "./reading";
import { SegmentsField } from "./SegmentsField";

interface Draft {
  name: string;
  template: string;
  include: string[];
  exclude: string[];
  sends_to: Newsletter["sends_to"];
  list: string | null;
  subjects: string[];
  hold_out_percent: number;
  batches: { size: number; minutes: number } | null;
}

const FILTERS = ["opted_in", "both", "registered", "all"] as const;
const isConflict = (error: unknown) => error instanceof Problem && error.status === 409;
const AT_FIELD = ["/name", "/template", "/subjects"];

function draftOf(kept: Newsletter | null): Draft {
  return {
    name: kept?.name ?? "",
    template: kept?.template ?? "",
    include: kept?.include ?? [],
    exclude: kept?.exclude ?? [],
    sends_to: kept?.sends_to ?? "opted_in",
    list: kept?.list ?? null,
    subjects: kept?.subjects ?? [],
    hold_out_percent: kept?.hold_out_percent ?? 0,
    batches: kept?.batches ?? null,
  };
}

interface Props {
  kept: Newsletter | null;
  /** It isn't as it is shown here any more: show how it stands, but `keep` what is written here while it can be saved. */
  onChanged: (keep?: boolean) => void;
}

export function NewsletterForm({ kept, onChanged }: Props) {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => draftOf(kept));
  const change = (some: Partial<Draft>) => setDraft((before) => ({ ...before, ...some }));
  const save = useDeed<Record<string, unknown>, Newsletter>({
    path: kept ? newsletterRoute(kept.id) : "/v1/newsletters",
    method: kept ? "PUT" : "POST",
    touches: touched,
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const isChanged = kept === null || JSON.stringify(draft) !== JSON.stringify(draftOf(kept));
  const ready = draft.name.trim() !== "" && draft.template !== "";
  const submit = () =>
    save.mutate(
      { ...draft, ...(kept ? { version: kept.version } : {}) },
      {
        onSuccess: (saved) => kept === null && navigate(newsletterPath(saved.id), { replace: true }),
        onError: (error) => isConflict(error) && onChanged(true),
      },
    );
  const fixed = !may || kept?.state === "scheduled";
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && isChanged && !save.isPending) submit();
          }}
        >
          <Stack>
            <OnlyLooked unless="messages:write" />
            {save.error && (
              <NotSaved
                error={save.error}
                atField={(one) => AT_FIELD.some((field) => one.startsWith(field))}
                onReadAnew={() => onChanged()}
              />
            )}
            <TextInput
              label={t("newsletter.name")}
              description={t("newsletter.nameHint")}
              value={draft.name}
              maxLength={200}
              disabled={fixed}
              error={faultAt(faults, "/name")}
              onChange={(event) => change({ name: event.currentTarget.value })}
            />
            <TemplateField draft={draft} change={change} fixed={fixed} error={faultAt(faults, "/template")} />
            <SegmentsField
              label={t("newsletter.include")}
              placeholder={t("newsletter.everybody")}
              values={draft.include}
              onChange={(include) => change({ include })}
              disabled={fixed}
            />
            <SegmentsField
              label={t("newsletter.exclude")}
              placeholder={t("newsletter.nobody")}
              values={draft.exclude}
              onChange={(exclude) => change({ exclude })}
              disabled={fixed}
            />
            <Select
              label={t("newsletter.sendsTo")}
              data={FILTERS.map((value) => ({ value, label: t(`newsletter.filter.${value}`) }))}
              value={draft.sends_to}
              allowDeselect={false}
              disabled={fixed}
              onChange={(value) => value && change({ sends_to: value as Draft["sends_to"] })}
            />
            {(draft.sends_to === "opted_in" || draft.sends_to === "both") && (
              <ListField draft={draft} change={change} fixed={fixed} />
            )}
            <Subjects draft={draft} change={change} fixed={fixed} faults={faults} />
            <Pace draft={draft} change={change} fixed={fixed} />
            {may && !fixed && (
              <Group>
                <Button type="submit" loading={save.isPending} disabled={!ready || !isChanged}>
                  {t("action.save")}
                </Button>
              </Group>
            )}
          </Stack>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack>
          <Going draft={draft} kept={kept} may={may} waits={isChanged} onChanged={onChanged} />
          <NewsletterPreview template={draft.template} subjects={draft.subjects} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

interface Part {
  draft: Draft;
  change: (some: Partial<Draft>) => void;
  fixed: boolean;
}

/** A template that a newsletter can be sent by: published, and about nothing that only a campaign knows. */
function TemplateField({ draft, change, fixed, error }: Part & { error?: string }) {
  const { t } = useTranslation();
  const { rows } = usePages<MailTemplateOut>(["mail-templates"], "/v1/mail-templates", { kind: "marketing" });
  const usable = (rows ?? []).filter((one) => one.id === draft.template || (one.version > 0 && one.needs.length === 0));
  return (
    <Select
      label={t("newsletter.template")}
      placeholder={t("value.choose")}
      data={usable.map((one) => ({ value: one.id, label: one.name }))}
      value={draft.template || null}
      searchable
      disabled={fixed}
      error={error}
      nothingFoundMessage={t("newsletter.noTemplate")}
      onChange={(template) => change({ template: template ?? "" })}
    />
  );
}

/** The list that must be confirmed, where it isn't the one of the settings. */
function ListField({ draft, change, fixed }: Part) {
  const { t } = useTranslation();
  const { data } = useValues("list", "");
  const lists = (data?.data ?? []).map((one) => ({ value: one.value, label: one.label }));
  if (draft.list && !lists.some((one) => one.value === draft.list))
    lists.push({ value: draft.list, label: draft.list });
  return (
    <Select
      label={t("newsletter.list")}
      description={t("newsletter.listHint")}
      placeholder={t("newsletter.usualList")}
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      data={lists}
      value={draft.list}
      disabled={fixed}
      onChange={(list) => change({ list })}
    />
  );
}

function Subjects({ draft, change, fixed, faults }: Part & { faults: Fault[] }) {
  const { t } = useTranslation();
  const compares = draft.subjects.length > 0;
  const set = (n: number, subject: string) =>
    change({ subjects: draft.subjects.map((one, at) => (at === n ? subject : one)) });
  return (
    <Stack gap="xs">
      <Switch
        label={t("newsletter.compare")}
        description={t("newsletter.compareHint", { example: "{{ customer.first_name }}" })}
        checked={compares}
        disabled={fixed}
        onChange={(event) => change({ subjects: event.currentTarget.checked ? ["", ""] : [] })}
      />
      {draft.subjects.map((subject, n) => (
        <TextInput
          key={n}
          label={t("newsletter.subjectOf", { name: "ABCD"[n] })}
          value={subject}
          maxLength={300}
          disabled={fixed}
          error={faultAt(faults, `/subjects/${n}`)}
          onChange={(event) => set(n, event.currentTarget.value)}
        />
      ))}
    </Stack>
  );
}

function Pace({ draft, change, fixed }: Part) {
  const { t } = useTranslation();
  const { batches } = draft;
  return (
    <Group grow align="flex-start">
      <NumberInput
        label={t("newsletter.holdOut")}
        description={t("newsletter.holdOutHint")}
        suffix=" %"
        min={0}
        max={90}
        disabled={fixed}
        value={draft.hold_out_percent}
        onChange={(value) => change({ hold_out_percent: Number(value) || 0 })}
      />
      <NumberInput
        label={t("newsletter.batch")}
        description={t("newsletter.batchHint")}
        min={1}
        disabled={fixed}
        value={batches?.size ?? ""}
        onChange={(value) =>
          change({ batches: value === "" ? null : { size: Number(value), minutes: batches?.minutes ?? 60 } })
        }
      />
      {batches && (
        <NumberInput
          label={t("newsletter.minutes")}
          description={t("newsletter.minutesHint")}
          min={1}
          max={10_080}
          allowDecimal={false}
          disabled={fixed}
          value={batches.minutes}
          onChange={(value) => change({ batches: { size: batches.size, minutes: Number(value) || 1 } })}
        />
      )}
    </Group>
  );
}

interface GoingProps {
  draft: Draft;
  kept: Newsletter | null;
  may: boolean;
  waits: boolean;
  onChanged: Props["onChanged"];
}

/** How many it would go to now, and having it sent. */
function Going({ draft, kept, may, waits, onChanged }: GoingProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { include, exclude, sends_to, list } = draft;
  const { data, error, isPlaceholderData } = useAudience({ include, exclude, sends_to, list });
  const [at, setAt] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const path = (deed: string) => `${newsletterRoute(kept?.id ?? "")}/${deed}`;
  const schedule = useDeed<{ version: number; at: string | null }, Newsletter>({
    path: path("schedule"),
    touches: touched,
  });
  const look = (error: Error) => isConflict(error) && onChanged();
  const back = useDeed<null, Newsletter>({ path: path("unschedule"), touches: touched });
  const go = () =>
    kept &&
    schedule.mutate(
      { version: kept.version, at: at ? instantOf(at, format.zone) : null },
      { onSuccess: () => setAsking(false), onError: look },
    );
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {t("newsletter.goesTo")}
        </Text>
        {error ? (
          <ErrorState error={error} what={t("problem.notLoaded")} />
        ) : (
          <Text fz={28} fw={600} className="figures" c={isPlaceholderData ? "dimmed" : undefined}>
            <Num value={data?.count} />
          </Text>
        )}
        {data && (
          <Stack gap={2}>
            {(["not_opted_in", "not_registered", "without_address"] as const)
              .filter((name) => data[name] > 0)
              .map((name) => (
                <Text size="sm" c="dimmed" key={name}>
                  {t(`newsletter.less.${name}`, { number: format.number(data[name]) })}
                </Text>
              ))}
          </Stack>
        )}
        {kept?.problem && (
          <Text size="sm" c="red">
            {kept.problem}
          </Text>
        )}
        {may && kept?.state === "draft" && (
          <>
            <Localized>
              <DateTimePicker
                label={t("newsletter.when")}
                description={t("newsletter.whenHint", { zone: format.zoneName })}
                placeholder={t("newsletter.now")}
                valueFormat="D MMM YYYY, HH:mm"
                clearable
                clearButtonProps={{ "aria-label": t("action.clear") }}
                minDate={new Date().toLocaleDateString("sv-SE", { timeZone: format.zone })}
                value={at}
                onChange={setAt}
              />
            </Localized>
            <Button disabled={waits || !data || data.count === 0} onClick={() => setAsking(true)}>
              {t(at ? "newsletter.schedule" : "newsletter.sendNow")}
            </Button>
            {waits && (
              <Text size="xs" c="dimmed">
                {t("newsletter.saveFirst")}
              </Text>
            )}
          </>
        )}
        {data?.count === 0 && <Text size="sm">{t("newsletter.nobodyNow")}</Text>}
        {kept?.state === "scheduled" && kept.send_at && (
          <Text size="sm">
            {t("newsletter.goesOn")} <When value={kept.send_at} />
          </Text>
        )}
        {may && kept?.state === "scheduled" && (
          <Button variant="default" loading={back.isPending} onClick={() => back.mutate(null, { onError: look })}>
            {t("newsletter.unschedule")}
          </Button>
        )}
      </Stack>
      <ConfirmDialog
        open={asking}
        title={t("newsletter.askTitle")}
        confirm={t(at ? "newsletter.schedule" : "newsletter.sendNow")}
        busy={schedule.isPending}
        error={schedule.error}
        onConfirm={go}
        onCancel={() => setAsking(false)}
      >
        {t("newsletter.askText", { count: data?.count ?? 0, number: format.number(data?.count ?? 0) })}
      </ConfirmDialog>
    </Paper>
  );
}
