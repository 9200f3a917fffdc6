/** Some of the shop's stores or groups; those chosen stay in the list even if no customer is of them today. */
import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";

interface Props {
  format: "store" | "group";
  label: string;
  description?: string;
  placeholder: string;
  values: string[];
  onChange: (values: string[]) => void;
  error?: string;
  field: string;
}

export function ShopMultiSelect({ format, label, description, placeholder, values, onChange, error, field }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data } = useValues(format, search);
  const known = (data?.data ?? []).map((one) => ({ value: one.value, label: one.label || one.value }));
  const gone = values.filter((value) => !known.some((one) => one.value === value));
  return (
    <MultiSelect
      flex="1 1 240px"
      label={label}
      description={description}
      placeholder={values.length === 0 ? placeholder : undefined}
      data={[...known, ...gone.map((value) => ({ value, label: value }))]}
      value={values}
      onChange={onChange}
      error={error}
      data-field={field}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      hidePickedOptions
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
