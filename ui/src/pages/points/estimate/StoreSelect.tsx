/** The store that a sample cart is of, in shops that have stores. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../../api/queries";

interface Props {
  store: string | null;
  onChoose: (store: string | null) => void;
}

export function StoreSelect({ store, onChoose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data: every } = useValues("store", "");
  const { data } = useValues("store", search === store ? "" : search);
  if (!every?.data.length && store === null) return null;
  const known = (data?.data ?? []).map((one) => ({ value: one.value, label: one.label || one.value }));
  const gone = store === null || known.some((one) => one.value === store) ? [] : [{ value: store, label: store }];
  return (
    <Select
      size="xs"
      label={t("estimate.store")}
      placeholder={t("estimate.noStore")}
      data={[...known, ...gone]}
      value={store}
      onChange={onChoose}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t("value.nothing")}
    />
  );
}
