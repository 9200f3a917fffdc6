/** Lengths of time, local times and days. */
import { Group, Input, NumberInput, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DayField, TimeInput } from "../../../../parts/DayAndTime";
import { HINT_BELOW, type InputProps } from "../../../../parts/TypedNumber";
import { textOf, type Values, valuesOf, wrapped } from "./props";

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

/** A time or a day; null where it may be left out and is. */
const given = (props: InputProps) => ({
  ...wrapped(props),
  value: textOf(props.value),
  onChange: (value: string) => props.onChange(value || (props.required ? "" : null)),
});

/** What is said below a time needs more room than the time. */
const TIME = { wrapper: { width: 140 } };

export const LocalTimeField = (props: InputProps) => (
  <TimeInput {...given(props)} w={props.description ? "100%" : 140} styles={TIME} />
);
export const DateField = (props: InputProps) => <DayField {...given(props)} />;
