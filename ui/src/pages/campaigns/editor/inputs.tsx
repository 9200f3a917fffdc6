/** The inputs of what campaigns bring to forms: lengths of time, local times, weekdays, conditions, branches. */
import {
  ActionIcon,
  Anchor,
  Button,
  Fieldset,
  Group,
  Input,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { usePages, useValues, useVocabulary } from "../../../api/queries";
import type { CampaignOut, MailTemplateOut } from "../../../api/schema";
import type { Json, VocabularyDocument } from "../../../api/types";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { useRuleCondition } from "../../../condition/useRuleCondition";
import type { Subject } from "../../../condition/vocabulary";
import { capital, choiceLabel, summary } from "../../../condition/words";
import { DayField, TimeInput } from "../../../parts/DayAndTime";
import { Modal } from "../../../parts/Modal";
import { FIRST_KIND, PointsKindSelect } from "../../../parts/PointsKindSelect";
import { SegmentSelect } from "../../../parts/SegmentSelect";
import { HINT_BELOW, type InputProps } from "../../../parts/TypedNumber";
import { usePromotionChoices } from "../../promotions/queries";
import { CountedField } from "./amount/CountedField";

type Values = Record<string, Json>;
const valuesOf = (value: Json | undefined): Values | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

const UNITS = ["minutes", "hours", "days", "weeks", "months"] as const;

export function DurationField({ label, description, value, onChange, error, pointer, required }: InputProps) {
  const { t } = useTranslation();
  const is = valuesOf(value);
  const set = (change: Values) => onChange({ amount: 1, unit: "days", ...is, ...change });
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Group gap="xs" wrap="nowrap">
        <NumberInput
          w={100}
          data-field={pointer}
          aria-label={`${label}: ${t("campaign.amount")}`}
          min={1}
          allowDecimal={false}
          value={is ? Number(is.amount) : ""}
          onChange={(amount) => (amount === "" && !required ? onChange(null) : set({ amount: Number(amount) || 1 }))}
        />
        <Select
          w={140}
          aria-label={`${label}: ${t("campaign.unit")}`}
          allowDeselect={false}
          data={UNITS.map((unit) => ({ value: unit, label: t(`enum.${unit}` as "enum.days") }))}
          value={is ? String(is.unit) : null}
          onChange={(unit) => unit && set({ unit })}
        />
      </Group>
    </Input.Wrapper>
  );
}

const shown = ({ label, description, value, onChange, error, pointer }: InputProps) => ({
  label,
  description,
  inputWrapperOrder: HINT_BELOW,
  error,
  "data-field": pointer,
  value: textOf(value),
  onChange,
});

export const LocalTimeField = (props: InputProps) => <TimeInput {...shown(props)} />;
export const DateField = (props: InputProps) => <DayField {...shown(props)} />;

/** A Monday, so that the days after it have the names of the week. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

export function WeekdaysField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { i18n } = useTranslation();
  const chosen = Array.isArray(value) ? value.map(Number) : [];
  const names = useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { weekday: "short", timeZone: "UTC" });
    return [1, 2, 3, 4, 5, 6, 7].map((day) => [day, format.format(MONDAY + (day - 1) * DAY_MS)] as const);
  }, [i18n.language]);
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Group gap={4} role="group" aria-label={label} data-field={pointer} tabIndex={-1}>
        {names.map(([day, name]) => {
          const isOn = chosen.includes(day);
          const next = isOn ? chosen.filter((one) => one !== day) : [...chosen, day].sort();
          return (
            <Button
              key={day}
              size="compact-sm"
              variant={isOn ? "filled" : "default"}
              aria-pressed={isOn}
              onClick={() => onChange(next)}
            >
              {name}
            </Button>
          );
        })}
      </Group>
    </Input.Wrapper>
  );
}

export function DateFieldField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const own = (data?.fields ?? []).filter((one) => one.type === "date" && one.path.startsWith("customer.attributes."));
  const options = [
    { value: "customer.born_on", label: t("campaign.date.born_on") },
    { value: "customer.registered_at", label: t("campaign.date.registered_at") },
    ...own.map((one) => ({ value: one.path, label: one.label })),
  ];
  return (
    <Select
      label={label}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      allowDeselect={false}
      data={options}
      value={textOf(value) || null}
      onChange={(next) => next && onChange(next)}
    />
  );
}

/** Words of the shop's own, of which there are some to choose from. */
function Words({ label, description, value, onChange, error, pointer, format }: InputProps & { format: string }) {
  const { data } = useValues(format, "");
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      label={label}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      data={(data?.data ?? []).map((one) => one.value)}
      value={words}
      onChange={onChange}
      acceptValueOnBlur
    />
  );
}

const TagsField = (props: InputProps) => <Words {...props} format="tag" />;
const TextsField = (props: InputProps) => <Words {...props} format="event" />;

const STATUSES = ["pending", "processing", "shipped", "complete", "cancelled", "closed"];

/** Statuses of orders, in the reader's words. */
function StatusesField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  return (
    <MultiSelect
      label={label}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      data={STATUSES.map((one) => ({ value: one, label: choiceLabel(t, "order.status", one) }))}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={onChange}
    />
  );
}

/** One word of the shop's own; another may be typed. */
function Word({
  label,
  description,
  value,
  onChange,
  error,
  pointer,
  required,
  format,
}: InputProps & { format: string }) {
  const { data } = useValues(format, "");
  return (
    <TagsInput
      label={label}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      maxTags={1}
      data={(data?.data ?? []).map((one) => one.value)}
      value={textOf(value) ? [textOf(value)] : []}
      onChange={(words) => onChange(words.at(-1) ?? (required ? "" : null))}
      acceptValueOnBlur
    />
  );
}

const EventField = (props: InputProps) => <Word {...props} format="event" />;
const ListField = (props: InputProps) => <Word {...props} format="list" />;
const ReviewStatusField = (props: InputProps) => <Word {...props} format="review_status" />;
const GroupField = (props: InputProps) => <Word {...props} format="group" />;
const LegalEntityField = (props: InputProps) => <Word {...props} format="legal_entity" />;

function SegmentField({ label, value, onChange, error, pointer }: InputProps) {
  return (
    <SegmentSelect label={label} value={textOf(value) || null} onChange={onChange} error={error} field={pointer} />
  );
}

function PromotionField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const { data } = usePromotionChoices();
  return (
    <Select
      label={label}
      description={description ?? t("campaign.promotionHint")}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      searchable
      data={(data ?? [])
        .filter((one) => one.id === value || (one.coupon === "codes" && one.state !== "ended"))
        .map((one) => ({ value: one.id, label: one.name }))}
      value={textOf(value) || null}
      onChange={onChange}
      nothingFoundMessage={t("campaign.noPromotion")}
    />
  );
}

const UNDER_WAY = ["running", "test", "paused"];

/** Another campaign, of those that customers can be in; one that was chosen and has ended since is still called by its name. */
function CampaignField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const { id } = useParams();
  const { rows } = usePages<CampaignOut>(["campaigns", "choices"], "/v1/campaigns", { limit: 200 });
  const choices = (rows ?? []).filter((one) => one.id === value || (UNDER_WAY.includes(one.state) && one.id !== id));
  return (
    <Select
      label={label}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      searchable
      data={choices.map((one) => ({ value: one.id, label: one.name }))}
      value={textOf(value) || null}
      onChange={onChange}
      nothingFoundMessage={t("campaign.noOtherCampaign")}
    />
  );
}

/** A mail template; one that isn't published yet can be chosen, and the server says what is to be done. */
function TemplateField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const { rows } = usePages<MailTemplateOut>(["mail-templates", "choices"], "/v1/mail-templates", { limit: 200 });
  const nameOf = ({ name, version }: MailTemplateOut) => (version ? name : t("campaign.unpublished", { name }));
  return (
    <Stack gap={4}>
      <Select
        label={label}
        description={description}
        inputWrapperOrder={HINT_BELOW}
        error={error}
        data-field={pointer}
        searchable
        data={(rows ?? []).map((one) => ({ value: one.id, label: nameOf(one) }))}
        value={textOf(value) || null}
        onChange={onChange}
        nothingFoundMessage={t("value.nothing")}
      />
      <Anchor component={Link} to="/messages/templates/new" target="_blank" size="xs" w="fit-content">
        {t("campaign.writeTemplate")}
      </Anchor>
    </Stack>
  );
}

export const USUAL_RECURRENCE = "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0";
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY"] as const;
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

interface Recurrence {
  frequency: (typeof FREQUENCIES)[number];
  days: number[];
  monthDay: number;
  time: string;
}

/** What a recurrence rule says, where it is one that the form can say; null where it says more. */
function recurrenceOf(rule: string): Recurrence | null {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const frequency = parts.get("FREQ") as Recurrence["frequency"];
  const known = ["FREQ", "BYDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE"];
  if (!FREQUENCIES.includes(frequency) || [...parts.keys()].some((name) => !known.includes(name))) return null;
  const pad = (name: string) => (parts.get(name) ?? "0").padStart(2, "0");
  const days = (parts.get("BYDAY") ?? "").split(",").filter(Boolean);
  if (days.some((day) => !DAYS.includes(day))) return null;
  return {
    frequency,
    days: days.map((day) => DAYS.indexOf(day) + 1),
    monthDay: Number(parts.get("BYMONTHDAY") ?? 1),
    time: `${pad("BYHOUR")}:${pad("BYMINUTE")}`,
  };
}

function ruleOf({ frequency, days, monthDay, time }: Recurrence): string {
  const [hour, minute] = time.split(":").map(Number);
  const when = `BYHOUR=${hour ?? 9};BYMINUTE=${minute ?? 0}`;
  const chosen = days.length > 0 ? days : [1];
  if (frequency === "WEEKLY") return `FREQ=WEEKLY;BYDAY=${chosen.map((day) => DAYS[day - 1]).join(",")};${when}`;
  return frequency === "MONTHLY" ? `FREQ=MONTHLY;BYMONTHDAY=${monthDay};${when}` : `FREQ=DAILY;${when}`;
}

function RecurrenceField({ label, description, value, onChange, error, pointer, schema }: InputProps) {
  const { t } = useTranslation();
  const text = textOf(value) || USUAL_RECURRENCE;
  const is = recurrenceOf(text);
  const set = (change: Partial<Recurrence>) => is && onChange(ruleOf({ ...is, ...change }));
  return (
    <Stack gap="xs">
      {is && (
        <>
          <Select
            label={label}
            allowDeselect={false}
            data={FREQUENCIES.map((one) => ({ value: one, label: t(`campaign.recurs.${one}`) }))}
            value={is.frequency}
            onChange={(next) => next && set({ frequency: next as Recurrence["frequency"] })}
          />
          {is.frequency === "WEEKLY" && (
            <WeekdaysField
              schema={schema}
              label={t("campaign.recurs.days")}
              value={is.days}
              onChange={(days) => set({ days: (days as number[]) ?? [] })}
              required
              pointer={`${pointer}/days`}
            />
          )}
          {is.frequency === "MONTHLY" && (
            <NumberInput
              w={140}
              label={t("campaign.recurs.monthDay")}
              min={1}
              max={31}
              value={is.monthDay}
              onChange={(day) => set({ monthDay: Number(day) || 1 })}
            />
          )}
          <TimeInput label={t("campaign.recurs.time")} value={is.time} onChange={(time) => time && set({ time })} />
        </>
      )}
      <TextInput
        label={t("campaign.recurs.rule")}
        description={description}
        inputWrapperOrder={HINT_BELOW}
        error={error}
        data-field={pointer}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Stack>
  );
}

/** Steps ask of the customer, the trigger of the event that lets one enter. */
const subjectAt = (pointer: string): Subject => (pointer.startsWith("/trigger") ? "event" : "customer");

/** A condition: told as a sentence, and written in the editor of conditions in a window of its own. */
export function ConditionField(props: InputProps) {
  const { data } = useVocabulary();
  return data ? <Condition {...props} document={data} /> : null;
}

function Condition({
  document,
  label,
  description,
  value,
  onChange,
  error,
  pointer,
}: InputProps & { document: VocabularyDocument }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Stack gap={4} align="flex-start">
        <Told value={value} document={document} pointer={pointer} />
        <Button variant="default" size="compact-sm" data-field={pointer} onClick={() => setOpen(true)}>
          {t(value ? "campaign.changeCondition" : "campaign.writeCondition")}
        </Button>
      </Stack>
      {open && (
        <Writing
          document={document}
          value={value}
          pointer={pointer}
          onDone={(next) => {
            setOpen(false);
            if (next !== undefined) onChange(next);
          }}
        />
      )}
    </Input.Wrapper>
  );
}

function Told({
  value,
  document,
  pointer,
}: {
  value: Json | undefined;
  document: VocabularyDocument;
  pointer: string;
}) {
  const { t } = useTranslation();
  const read = useRuleCondition(value ?? null, document, subjectAt(pointer), pointer);
  if (!value) {
    return (
      <Text size="sm" c="dimmed">
        {t("campaign.noCondition")}
      </Text>
    );
  }
  return (
    <Text size="sm" className="break">
      {capital(summary(read.speech, read.state.root))}
    </Text>
  );
}

interface WritingProps {
  document: VocabularyDocument;
  value: Json | undefined;
  pointer: string;
  onDone: (value: Json | undefined) => void;
}

function Writing({ document, value, pointer, onDone }: WritingProps) {
  const { t } = useTranslation();
  const subject = subjectAt(pointer);
  const writing = useRuleCondition(value ?? null, document, subject, pointer);
  const { unfinished } = writing.state.written;
  return (
    <Modal
      opened
      size="xl"
      onClose={() => onDone(undefined)}
      title={t("campaign.writeCondition")}
      classNames={{ title: "panel-title" }}
    >
      <Stack>
        <ConditionEditor
          state={writing.state}
          subject={subject}
          speech={writing.speech}
          remarks={writing.remarks([])}
          justAdded={!value}
        />
        <Group justify="flex-end" gap="xs">
          {unfinished.length > 0 && (
            <Text size="xs" c="dimmed" role="status">
              {t("save.unfinished", { count: unfinished.length })}
            </Text>
          )}
          <Button variant="default" onClick={() => onDone(undefined)}>
            {t("action.cancel")}
          </Button>
          <Button disabled={unfinished.length > 0} onClick={() => onDone(writing.json ?? null)}>
            {t("campaign.takeCondition")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface BranchesProps extends InputProps {
  fresh: (count: number) => Values;
  least: number;
  children: (branch: Values, set: (change: Values) => void, at: string) => ReactNode;
}

/** Branches with a name each, and what else is said of them. */
function Branches({ label, description, value, onChange, error, pointer, fresh, least, children }: BranchesProps) {
  const { t } = useTranslation();
  const branches = Array.isArray(value) ? (value as Values[]) : [];
  const put = (index: number, branch: Values) => onChange(branches.map((one, at) => (at === index ? branch : one)));
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Stack gap="xs" data-field={pointer} tabIndex={-1}>
        {branches.map((branch, index) => (
          <Fieldset key={index} p="xs">
            <Stack gap="xs">
              <Group gap="xs" wrap="nowrap" align="flex-end">
                <TextInput
                  flex={1}
                  label={t("campaign.branchName")}
                  maxLength={40}
                  data-field={`${pointer}/${index}/name`}
                  value={textOf(branch.name)}
                  onChange={(event) => put(index, { ...branch, name: event.currentTarget.value })}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  disabled={branches.length <= least}
                  aria-label={t("campaign.removeBranch", { name: textOf(branch.name) })}
                  onClick={() => onChange(branches.filter((_, at) => at !== index))}
                >
                  <IconTrash size={18} stroke={1.5} />
                </ActionIcon>
              </Group>
              {children(branch, (change) => put(index, { ...branch, ...change }), `${pointer}/${index}`)}
            </Stack>
          </Fieldset>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          w="fit-content"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => onChange([...branches, fresh(branches.length + 1)])}
        >
          {t("campaign.addBranch")}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

function FittingField(props: InputProps) {
  const { t } = useTranslation();
  return (
    <Branches {...props} least={1} fresh={(count) => ({ name: t("campaign.branchOf", { count }) })}>
      {(branch, set, at) => (
        <ConditionField
          schema={{}}
          label={t("campaign.branchFor")}
          value={branch.condition}
          onChange={(condition) => set({ condition })}
          required
          pointer={`${at}/condition`}
        />
      )}
    </Branches>
  );
}

function SharesField(props: InputProps) {
  const { t } = useTranslation();
  return (
    <Branches {...props} least={2} fresh={(count) => ({ name: t("campaign.branchOf", { count }), percent: "10" })}>
      {(branch, set, at) => (
        <Group gap="md" align="flex-end">
          <TextInput
            w={110}
            inputMode="decimal"
            label={t("campaign.share")}
            data-field={`${at}/percent`}
            value={String(branch.percent ?? "")}
            onChange={(event) => set({ percent: event.currentTarget.value.replace(",", ".") })}
          />
          <Switch
            mb={8}
            label={t("campaign.holdOut")}
            checked={branch.hold_out === true}
            onChange={(event) => set({ hold_out: event.currentTarget.checked })}
          />
        </Group>
      )}
    </Branches>
  );
}

function KindOfPointsField({ label, value, onChange, error }: InputProps) {
  return <PointsKindSelect label={label} value={textOf(value) || FIRST_KIND} onChange={onChange} error={error} />;
}

const ATTRIBUTES = "customer.attributes.";

/** One of the shop's own attributes of customers. */
function AttributeField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const options = (data?.fields ?? [])
    .filter((one) => one.path.startsWith(ATTRIBUTES))
    .map((one) => ({ value: one.path.slice(ATTRIBUTES.length), label: one.label }));
  return (
    <Select
      label={label}
      description={options.length > 0 ? description : t("campaign.noAttributes")}
      inputWrapperOrder={HINT_BELOW}
      error={error}
      data-field={pointer}
      placeholder={t("value.choose")}
      allowDeselect={false}
      searchable
      data={options}
      value={textOf(value) || null}
      onChange={(next) => next && onChange(next)}
    />
  );
}

/** What the attribute beside it is set to, as it is declared; nothing takes back what was set. */
function AttributeValueField({ label, description, value, onChange, error, pointer, beside }: InputProps) {
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const field = data?.fields.find((one) => one.path === `${ATTRIBUTES}${textOf(beside?.attribute)}`);
  const given = {
    label,
    description: description ?? t("campaign.noValue"),
    inputWrapperOrder: HINT_BELOW,
    error,
    "data-field": pointer,
  };
  switch (field?.type) {
    case "boolean":
      return (
        <Select
          {...given}
          clearable
          data={[
            { value: "true", label: t("value.yes") },
            { value: "false", label: t("value.no") },
          ]}
          value={typeof value === "boolean" ? String(value) : null}
          onChange={(next) => onChange(next === null ? null : next === "true")}
        />
      );
    case "set":
      return (
        <TagsInput
          {...given}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(words) => onChange(words.length > 0 ? words : null)}
          acceptValueOnBlur
        />
      );
    case "date":
      return <DayField {...given} clearable value={textOf(value)} onChange={(day) => onChange(day || null)} />;
    default:
      return (
        <TextInput
          {...given}
          inputMode={field?.type === "number" || field?.type === "money" ? "decimal" : undefined}
          placeholder={field?.type === "instant" ? "2026-03-01T10:00:00Z" : undefined}
          value={typeof value === "number" ? String(value) : textOf(value)}
          onChange={(event) => {
            const text = event.currentTarget.value;
            const isNumber = field?.type === "number" || field?.type === "money";
            onChange(text === "" ? null : isNumber ? text.replace(",", ".") : text);
          }}
        />
      );
  }
}

export const CAMPAIGN_INPUTS: Record<string, (props: InputProps) => ReactNode> = {
  duration: DurationField,
  local_time: LocalTimeField,
  date: DateField,
  weekdays: WeekdaysField,
  date_field: DateFieldField,
  tags: TagsField,
  texts: TextsField,
  order_statuses: StatusesField,
  group: GroupField,
  legal_entity: LegalEntityField,
  segment: SegmentField,
  promotion: PromotionField,
  campaign: CampaignField,
  mail_template: TemplateField,
  template: TemplateField,
  recurrence: RecurrenceField,
  condition: ConditionField,
  points_kind: KindOfPointsField,
  points_or_counted: CountedField,
  attribute: AttributeField,
  attribute_value: AttributeValueField,
  fitting_branches: FittingField,
  share_branches: SharesField,
};

/** Arguments that are texts of the shop's own, by the kinds that have them. */
export const WORD_INPUTS: Record<string, Record<string, (props: InputProps) => ReactNode>> = {
  event: { name: EventField },
  wait_event: { name: EventField },
  newsletter: { list: ListField },
  mail: { list: ListField },
  review: { status: ReviewStatusField },
};
