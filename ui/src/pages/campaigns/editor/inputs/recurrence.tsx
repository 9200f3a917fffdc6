/** Weekdays, and what recurs. */
import { Button, Group, Input, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { TimeInput } from "../../../../parts/DayAndTime";
import { HINT_BELOW, type InputProps } from "../../../../parts/TypedNumber";
import { textOf } from "./props";

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

export function RecurrenceField({ label, description, value, onChange, error, pointer, schema }: InputProps) {
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
