/** One of the shop's products by name or SKU; a SKU that the shop hasn't sent yet can be typed too. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";

interface Props {
  label: string;
  value: string | null;
  /** `price`: what a piece of it costs, where the catalogue says. */
  onChange: (sku: string | null, price: string | null) => void;
  /** Those that stand in another row already. */
  taken?: readonly string[];
  field?: string;
  size?: string;
}

export function SkuSelect({ label, value, onChange, taken = [], field, size }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value ?? "");
  const chosen = value !== null && (typed === value || typed.endsWith(` · ${value}`));
  const text = chosen ? "" : typed.trim();
  const [search] = useDebouncedValue(text, 200);
  const { data } = useValues("sku", search);
  const found = (data?.data ?? [])
    .filter((one) => !taken.includes(one.value))
    .map((one) => ({
      value: one.value,
      label: one.label && one.label !== one.value ? `${one.label} · ${one.value}` : one.value,
    }));
  const there = new Set(found.map((one) => one.value));
  const kept = value !== null && !there.has(value) ? [{ value, label: value }] : [];
  const isNew = text !== "" && !there.has(text) && !taken.includes(text) && text !== value;
  /** Whoever types a SKU and goes on means it, unless it is seen to be the beginning of others. */
  const leave = () => {
    const same = found.find((one) => one.value.toLowerCase() === text.toLowerCase());
    const begun = text === search && found.length > 0;
    if (same) onChange(same.value, data?.data.find((one) => one.value === same.value)?.price ?? null);
    else if (isNew && !begun) onChange(text, null);
  };
  return (
    <Select
      flex={1}
      miw={0}
      size={size}
      // The small one stands in narrow columns, where the arrow would take the place of its words.
      {...(size === "xs" ? { rightSection: null, rightSectionWidth: 10 } : {})}
      aria-label={label}
      placeholder={t("sku.placeholder")}
      searchable
      allowDeselect={false} // whoever looks for the same product again means it
      limit={50}
      data={[...found, ...kept, ...(isNew ? [{ value: text, label: t("value.use", { value: text }) }] : [])]}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={(sku) => onChange(sku, data?.data.find((one) => one.value === sku)?.price ?? null)}
      onBlur={leave}
      data-field={field}
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
