/** What a segment is called, and whom it looks at: everyone, registered customers or guests, of some stores or all. */
import { Group, MultiSelect, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../api/queries";
import type { AppliesTo, Fault } from "../../api/types";
import { faultAt } from "../../parts/schema";
import { faultUnder, type Words } from "./words";

interface Props {
  words: Words;
  onChange: (words: Words) => void;
  faults: Fault[];
  isNew: boolean;
}

export function WordInputs({ words, onChange, faults, isNew }: Props) {
  const { t } = useTranslation();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isNew) name.current?.focus({ preventScroll: true });
  }, [isNew]);
  return (
    <>
      <Group gap="sm" align="flex-start">
        <TextInput
          ref={name}
          flex={1}
          miw={220}
          label={t("segments.name")}
          value={words.name}
          maxLength={200}
          data-field="/name"
          error={faultAt(faults, "/name")}
          onChange={(event) => onChange({ ...words, name: event.currentTarget.value })}
        />
        <Select
          w={{ base: "100%", xs: 220 }}
          label={t("segments.appliesTo")}
          allowDeselect={false}
          data={(["everyone", "registered", "guests"] as const).map((value) => ({
            value,
            label: t(`appliesTo.${value}`),
          }))}
          value={words.applies_to}
          onChange={(value) => value && onChange({ ...words, applies_to: value as AppliesTo })}
        />
      </Group>
      <Group gap="sm" align="flex-start">
        <TextInput
          flex={1}
          miw={220}
          label={t("segments.description")}
          value={words.description}
          maxLength={2000}
          error={faultAt(faults, "/description")}
          onChange={(event) => onChange({ ...words, description: event.currentTarget.value })}
        />
        <StoresInput
          stores={words.stores}
          error={faultUnder(faults, "/stores")}
          onChange={(stores) => onChange({ ...words, stores })}
        />
      </Group>
    </>
  );
}

interface StoresProps {
  stores: string[];
  error: string | undefined;
  onChange: (stores: string[]) => void;
}

/** Those that the shop has, and those chosen already even if no customer is of them today. */
function StoresInput({ stores, error, onChange }: StoresProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data } = useValues("store", search);
  const known = (data?.data ?? []).map((one) => ({ value: one.value, label: one.label || one.value }));
  const gone = stores.filter((store) => !known.some((one) => one.value === store));
  return (
    <MultiSelect
      w={{ base: "100%", xs: 220 }}
      label={t("segments.stores")}
      placeholder={stores.length === 0 ? t("segments.allStores") : undefined}
      data={[...known, ...gone.map((store) => ({ value: store, label: store }))]}
      value={stores}
      onChange={onChange}
      error={error}
      data-field="/stores"
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      hidePickedOptions
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
