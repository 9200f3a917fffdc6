/** What points that a rule gives wait for: what it is, until when, and from when on they last. */
import { Group, NumberInput, Radio, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Awaits, Delay } from "../../../api/schema";
import type { Lifetime } from "../../../parts/LifetimeInput";
import { isNamed } from "./words";

const ACTIONS = ["email_confirmed", "subscription_confirmed", "event", "release"] as const satisfies Awaits["action"][];
const NAMES = { subscription_confirmed: "newsletter", event: "" };

interface Props {
  value: Awaits | null;
  /** How long the points last: from when on is asked only where that matters. */
  lifetime: Lifetime;
  onChange: (value: Awaits | null) => void;
  errorOf: (pointer: string) => string | undefined;
}

export function AwaitsFields({ value, lifetime, onChange, errorOf }: Props) {
  const { t } = useTranslation();
  const choose = (next: string | null) => {
    const action = ACTIONS.find((one) => one === next);
    const name = action && isNamed(action) ? NAMES[action] : null;
    const kept = { deadline: value?.deadline ?? null, lasts_from: value?.lasts_from ?? "available" };
    onChange(action ? { ...kept, action, name } : null);
  };
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-start">
        <Select
          w={{ base: "100%", xs: 310 }}
          label={t("rule.awaits")}
          description={t("rule.awaitsHint")}
          allowDeselect={false}
          data={["nothing", ...ACTIONS].map((one) => ({ value: one, label: t(`awaits.${one}` as "awaits.event") }))}
          value={value?.action ?? "nothing"}
          error={errorOf("/awaits/action")}
          onChange={choose}
        />
        {value && isNamed(value.action) && (
          <TextInput
            w={{ base: "100%", xs: 220 }}
            label={t(`awaits.name.${value.action}`)}
            description={t("rule.awaitsNameHint")}
            maxLength={255}
            value={value.name ?? ""}
            error={errorOf("/awaits/name")}
            data-field="/awaits/name"
            onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
          />
        )}
      </Group>
      {value && <Deadline value={value} onChange={onChange} error={errorOf("/awaits/deadline")} />}
      {value && lifetime && lifetime.counted !== "inactivity" && (
        <Radio.Group
          label={t("rule.lastsFrom")}
          value={value.lasts_from}
          onChange={(next) => onChange({ ...value, lasts_from: next as Awaits["lasts_from"] })}
        >
          <Group gap="md" mt={4}>
            <Radio value="available" label={t("rule.lastsFromAvailable")} />
            <Radio value="granted" label={t("rule.lastsFromGranted")} />
          </Group>
        </Radio.Group>
      )}
    </Stack>
  );
}

interface DeadlineProps {
  value: Awaits;
  onChange: (value: Awaits) => void;
  error: string | undefined;
}

function Deadline({ value, onChange, error }: DeadlineProps) {
  const { t } = useTranslation();
  const { deadline } = value;
  const set = (next: Delay | null) => onChange({ ...value, deadline: next });
  return (
    <>
      <Switch
        label={t("rule.deadline")}
        description={t("rule.deadlineHint")}
        checked={deadline !== null}
        onChange={(event) => set(event.currentTarget.checked ? { amount: 30, unit: "days" } : null)}
      />
      {deadline && (
        <Group gap="xs" pl={48} align="flex-start">
          <NumberInput
            w={90}
            aria-label={t("window.amount")}
            min={1}
            max={8_760}
            allowDecimal={false}
            value={deadline.amount}
            error={error}
            data-field="/awaits/deadline"
            onChange={(amount) => set({ ...deadline, amount: Number(amount) })}
          />
          <Select
            w={130}
            aria-label={t("window.unit")}
            allowDeselect={false}
            data={(["hours", "days"] as const).map((unit) => ({ value: unit, label: t(`enum.${unit}`) }))}
            value={deadline.unit}
            onChange={(unit) => unit && set({ ...deadline, unit: unit as Delay["unit"] })}
          />
        </Group>
      )}
    </>
  );
}
