/** Some of the shop's products by name or SKU; a SKU that the shop hasn't sent yet can be typed too. */
import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";

interface Props {
  label: string;
  values: string[];
  onChange: (values: string[]) => void;
  field?: string;
}

export function SkuMultiSelect({ label, values, onChange, field }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  const [search] = useDebouncedValue(text, 200);
  const { data } = useValues("sku", search);
  const found = (data?.data ?? []).map((one) => ({
    value: one.value,
    label: one.label && one.label !== one.value ? `${one.label} · ${one.value}` : one.value,
  }));
  const there = new Set(found.map((one) => one.value));
  const kept = values.filter((value) => !there.has(value)).map((value) => ({ value, label: value }));
  const isNew = text !== "" && !there.has(text) && !values.includes(text);
  return (
    <MultiSelect
      label={label}
      placeholder={values.length === 0 ? t("sku.placeholder") : undefined}
      searchable
      limit={50}
      hidePickedOptions
      data={[...found, ...kept, ...(isNew ? [{ value: text, label: t("value.use", { value: text }) }] : [])]}
      filter={({ options }) => options.filter((one) => !("value" in one) || !values.includes(one.value))}
      searchValue={typed}
      onSearchChange={setTyped}
      value={values}
      onChange={onChange}
      data-field={field}
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
