/** Some of the shop's segments, with how many are in each. */
import { MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../../api/queries";

interface Props {
  label: string;
  placeholder: string;
  values: string[];
  onChange: (values: string[]) => void;
  disabled: boolean;
}

export function SegmentsField({ label, placeholder, values, onChange, disabled }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data } = useValues("segment", search);
  const known = (data?.data ?? []).map((one) => ({ value: one.value, label: one.label || one.value }));
  const gone = values.filter((value) => !known.some((one) => one.value === value));
  return (
    <MultiSelect
      label={label}
      placeholder={values.length === 0 ? placeholder : undefined}
      data={[...known, ...gone.map((value) => ({ value, label: value }))]}
      value={values}
      onChange={onChange}
      disabled={disabled}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
