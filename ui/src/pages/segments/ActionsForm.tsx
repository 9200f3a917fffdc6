/** What happens to those who enter and leave: a group while they are in, tags, a cool-down, and holding back jumps. */
import { Autocomplete, Group, NumberInput, Paper, Select, Stack, Switch, TagsInput, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useValues } from "../../api/queries";
import type { Actions, CoolDown, Tags } from "../../api/schema";
import type { Fault } from "../../api/types";
import classes from "./Actions.module.css";
import { actsAtAll } from "./acts";
import { faultUnder, type Words } from "./words";

interface Props {
  words: Words;
  onChange: (words: Words) => void;
  faults: Fault[];
}

export function ActionsForm({ words, onChange, faults }: Props) {
  const { t } = useTranslation();
  const { actions } = words;
  const set = (part: Partial<Actions>) => onChange({ ...words, actions: { ...actions, ...part } });
  return (
    <section aria-labelledby="segment-acts">
      <Title order={2} id="segment-acts">
        {t("acts.title")}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t("acts.text")}
      </Text>
      <Paper p="md">
        <Stack gap="md">
          <GroupInputs actions={actions} onChange={set} faults={faults} />
          <div className={classes.both}>
            <TagsInputs side="on_entry" tags={actions.on_entry} onChange={set} faults={faults} />
            <TagsInputs side="on_leaving" tags={actions.on_leaving} onChange={set} faults={faults} />
          </div>
          {(actsAtAll(actions) || actions.cool_down !== null) && (
            <CoolDownInput
              value={actions.cool_down}
              onChange={(cool_down) => set({ cool_down })}
              error={faultUnder(faults, "/actions/cool_down")}
            />
          )}
          {(actsAtAll(actions) || words.hold_jumps) && (
            <Switch
              label={t("acts.hold")}
              description={t("acts.holdHint")}
              checked={words.hold_jumps}
              onChange={(event) => onChange({ ...words, hold_jumps: event.currentTarget.checked })}
            />
          )}
        </Stack>
      </Paper>
    </section>
  );
}

interface PartProps {
  actions: Actions;
  onChange: (part: Partial<Actions>) => void;
  faults: Fault[];
}

function GroupInputs({ actions, onChange, faults }: PartProps) {
  const { t } = useTranslation();
  const { data } = useValues("group", "");
  return (
    <Group gap="sm" align="flex-start">
      <Autocomplete
        flex="1 1 220px"
        label={t("acts.group")}
        description={t("acts.groupHint")}
        placeholder={t("acts.noGroup")}
        data={(data?.data ?? []).map((one) => one.value)}
        value={actions.group ?? ""}
        maxLength={200}
        data-field="/actions/group"
        error={faultUnder(faults, "/actions/group")}
        onChange={(group) => onChange({ group: group.trim() === "" ? null : group })}
      />
      {actions.group !== null && (
        <NumberInput
          flex="1 1 160px"
          label={t("acts.priority")}
          description={t("acts.priorityHint")}
          min={-1000}
          max={1000}
          allowDecimal={false}
          value={actions.priority}
          data-field="/actions/priority"
          error={faultUnder(faults, "/actions/priority")}
          onChange={(priority) => onChange({ priority: Number(priority) || 0 })}
        />
      )}
    </Group>
  );
}

interface TagsProps {
  side: "on_entry" | "on_leaving";
  tags: Tags;
  onChange: (part: Partial<Actions>) => void;
  faults: Fault[];
}

function TagsInputs({ side, tags, onChange, faults }: TagsProps) {
  const { t } = useTranslation();
  const { data } = useValues("tag", "");
  const title = t(side === "on_entry" ? "acts.onEntry" : "acts.onLeaving");
  return (
    <fieldset className={classes.side}>
      <Text component="legend" size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <Stack gap="xs">
        {(["add", "take"] as const).map((what) => (
          <TagsInput
            key={what}
            label={t(`acts.${what}`)}
            aria-label={`${title}: ${t(`acts.${what}`)}`}
            description={what === "take" ? t("acts.takeHint") : undefined}
            placeholder={tags[what].length === 0 ? t("acts.tagHint") : undefined}
            data={(data?.data ?? []).map((one) => one.value)}
            value={tags[what]}
            maxTags={50}
            acceptValueOnBlur
            data-field={`/actions/${side}/${what}`}
            error={faultUnder(faults, `/actions/${side}/${what}`)}
            onChange={(next) => onChange({ [side]: { ...tags, [what]: next } })}
          />
        ))}
      </Stack>
    </fieldset>
  );
}

interface CoolDownProps {
  value: CoolDown | null;
  onChange: (value: CoolDown | null) => void;
  error: string | undefined;
}

const UNITS = ["minutes", "hours", "days"] as const;

function CoolDownInput({ value, onChange, error }: CoolDownProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Switch
        label={t("acts.coolDown")}
        description={t("acts.coolDownHint")}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? { amount: 1, unit: "days" } : null)}
      />
      {value && (
        <Group gap="xs" pl={48} align="flex-start">
          <NumberInput
            w={90}
            aria-label={t("acts.amount")}
            min={1}
            max={1000}
            allowDecimal={false}
            value={value.amount}
            error={error}
            data-field="/actions/cool_down/amount"
            onChange={(amount) => onChange({ ...value, amount: Number(amount) })}
          />
          <Select
            w={130}
            aria-label={t("window.unit")}
            allowDeselect={false}
            data={UNITS.map((unit) => ({ value: unit, label: t(`enum.${unit}`) }))}
            value={value.unit}
            onChange={(unit) => unit && onChange({ ...value, unit: unit as CoolDown["unit"] })}
          />
        </Group>
      )}
    </Stack>
  );
}
