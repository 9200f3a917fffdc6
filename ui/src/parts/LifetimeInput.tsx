/** How long something lasts: for good, so long after it starts, with a month, quarter or year, or while one is active. */
import { Group, NumberInput, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Lifetime as Limited } from "../api/schema";

export type Lifetime = Limited | null;

interface Props {
  label: string;
  description?: string;
  value: Lifetime;
  onChange: (value: Lifetime) => void;
  error?: string;
  /** What lasts: a coupon doesn't end by inactivity. */
  of?: "points" | "coupon";
}

type Counted = Limited["counted"];

const UNITS: Record<Counted, readonly Limited["unit"][]> = {
  after: ["days", "months", "quarters", "years"],
  end_of: ["months", "quarters", "years"],
  inactivity: ["days", "months", "quarters", "years"],
};

const BEGINS: Record<Counted, Limited> = {
  after: { amount: 12, unit: "months", counted: "after" },
  end_of: { amount: 1, unit: "years", counted: "end_of" },
  inactivity: { amount: 12, unit: "months", counted: "inactivity" },
};

export function LifetimeInput({ label, description, value: given, onChange, error, of = "points" }: Props) {
  const { t } = useTranslation();
  // What came over REST may leave out how it is counted.
  const value: Lifetime = given && { ...given, counted: given.counted ?? "after" };
  const isCoupon = of === "coupon";
  const ways = ["never", "after", "end_of", ...(isCoupon ? [] : ["inactivity"])];
  const [way, hint] = isCoupon ? ["lifetime.couponWay", "lifetime.couponHint"] : ["lifetime.way", "lifetime.hint"];
  return (
    <Stack gap="xs">
      <Group gap="xs" align="flex-end">
        <Select
          w={{ base: "100%", xs: 310 }}
          label={label}
          description={description}
          allowDeselect={false}
          data={ways.map((one) => ({ value: one, label: t(`${way}.${one}` as "lifetime.way.never") }))}
          value={value?.counted ?? "never"}
          onChange={(next) => onChange(next === null || next === "never" ? null : BEGINS[next as Counted])}
          error={value === null ? error : undefined}
        />
        {value && (
          <Group gap="xs" wrap="nowrap" align="flex-end">
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
              w={140}
              aria-label={t("window.unit")}
              allowDeselect={false}
              data={UNITS[value.counted].map((unit) => ({ value: unit, label: t(`enum.${unit}`) }))}
              value={value.unit}
              onChange={(unit) => unit && onChange({ ...value, unit: unit as Limited["unit"] })}
            />
          </Group>
        )}
      </Group>
      {value && (
        <span className={error ? "field-error" : "field-hint"}>
          {error ?? t(`${hint}.${value.counted}` as "lifetime.hint.after")}
        </span>
      )}
    </Stack>
  );
}
