/** Some of the shop's categories, chosen from their tree; what lies below one counts with it. */
import { Group, MultiSelect, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";
import { asTree, searched } from "../condition/ShopValues";
import { useFormats } from "./Formats";

interface Props {
  label: string;
  description?: string;
  values: string[];
  onChange: (values: string[]) => void;
  error?: string;
  field: string;
}

export function CategoryInput({ label, description, values, onChange, error, field }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [typed, setTyped] = useState("");
  const { data } = useValues("category", "");
  const all = data?.data ?? [];
  const named = new Map(all.map((one) => [one.value, one.label]));
  const tree = new Map(asTree(searched(all, typed.trim())).map((one) => [one.value.value, one]));
  const listed = [...tree.keys(), ...values.filter((value) => !tree.has(value))];
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={values.length === 0 ? t("value.chooseMany") : undefined}
      data={listed.map((value) => ({ value, label: named.get(value) ?? value }))}
      value={values}
      onChange={onChange}
      error={error}
      data-field={field}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      limit={200}
      nothingFoundMessage={t("value.nothing")}
      renderOption={({ option, checked }) => {
        const one = tree.get(option.value);
        return (
          <Group justify="space-between" wrap="nowrap" gap="sm" w="100%" pl={(one?.depth ?? 0) * 16}>
            <Text size="sm" truncate fw={checked ? 600 : undefined}>
              {option.label}
            </Text>
            {typeof one?.value.count === "number" && (
              <Text size="xs" c="dimmed" className="figures">
                {format.number(one.value.count)}
              </Text>
            )}
          </Group>
        );
      }}
    />
  );
}
