/** One of the shop's segments, found by typing a part of its name. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";

interface Props {
  label: string;
  value: string | null;
  onChange: (segment: string | null) => void;
  error?: string;
  field: string;
  placeholder?: string;
  clearable?: boolean;
}

export function SegmentSelect({ label, value, onChange, error, field, placeholder, clearable }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const { data: known } = useValues("segment", "");
  const chosen = known?.data.find((one) => one.value === value)?.label ?? value;
  const text = typed === chosen ? "" : typed.trim();
  const [search] = useDebouncedValue(text, 200);
  const { data } = useValues("segment", search);
  const found = (data?.data ?? []).map((one) => ({ value: one.value, label: one.label }));
  const kept = value !== null && !found.some((one) => one.value === value) ? [{ value, label: chosen ?? value }] : [];
  return (
    <Select
      w={{ base: "100%", xs: 260 }}
      label={label}
      placeholder={placeholder ?? t("value.choose")}
      clearable={clearable}
      clearButtonProps={{ "aria-label": t("action.clear") }}
      searchable
      data={[...found, ...kept]}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={onChange}
      error={error}
      data-field={field}
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
