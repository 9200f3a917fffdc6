/** How long something lasts: for good, or so many days or months. */
import { Group, Input, NumberInput, SegmentedControl, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";

export type Lifetime = { amount: number; unit: "days" | "months" } | null;

interface Props {
  label: string;
  description?: string;
  value: Lifetime;
  onChange: (value: Lifetime) => void;
}

export function LifetimeInput({ label, description, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <div>
        <Input.Label labelElement="div">{label}</Input.Label>
        {description && <Input.Description>{description}</Input.Description>}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value ? "limited" : "forever"}
        onChange={(next) => onChange(next === "limited" ? { amount: 12, unit: "months" } : null)}
        data={[
          { value: "forever", label: t("points.forever") },
          { value: "limited", label: t("points.limited") },
        ]}
      />
      {value && (
        <Group gap="xs" wrap="nowrap">
          <NumberInput
            w={90}
            data-field="/lifetime"
            aria-label={t("window.amount")}
            min={1}
            max={36_500}
            allowDecimal={false}
            value={value.amount}
            onChange={(amount) => onChange({ ...value, amount: Number(amount) })}
          />
          <Select
            flex={1}
            aria-label={t("window.unit")}
            allowDeselect={false}
            data={(["days", "months"] as const).map((unit) => ({ value: unit, label: t(`enum.${unit}`) }))}
            value={value.unit}
            onChange={(unit) => unit && onChange({ ...value, unit: unit as "days" | "months" })}
          />
        </Group>
      )}
    </Stack>
  );
}
