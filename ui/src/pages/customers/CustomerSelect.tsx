/** One customer, found by typing a part of the name, the e-mail or the shop's id. */
import { Loader, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import type { CustomerBrief, Page } from "../../api/types";
import { nameOf } from "./columns";

interface Props {
  label: string;
  onChoose: (customer: CustomerBrief) => void;
  placeholder?: string;
  size?: string;
  /** Who was chosen before. */
  chosen?: { id: string; label: string } | null;
  /** Where nobody may be chosen too. */
  onClear?: () => void;
}

export function CustomerSelect({ label, onChoose, placeholder, size, chosen: before = null, onClear }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(before?.label ?? "");
  const [chosen, setChosen] = useState<string | null>(before?.id ?? null);
  const text = before && before.id === chosen && typed === before.label ? "" : typed.trim();
  const [search] = useDebouncedValue(text, 200);
  const { data, isFetching } = useQuery({
    queryKey: ["search", "customers", search],
    queryFn: ({ signal }) => ask<Page<CustomerBrief>>("/v1/customers", { query: { search }, signal }),
    placeholderData: keepPreviousData,
  });
  const customers = data?.data ?? [];
  const found = customers.map((customer) => ({
    value: customer.id,
    label: [nameOf(customer), customer.external_id].filter(Boolean).join(" · "),
  }));
  const kept =
    before && !found.some((one) => one.value === before.id) ? [{ value: before.id, label: before.label }] : [];
  return (
    <Select
      label={label}
      size={size}
      placeholder={placeholder ?? t("customers.searchHint")}
      searchable
      clearable={onClear !== undefined}
      data-autofocus={onClear ? undefined : true}
      data={[...found, ...kept]}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={chosen}
      onChange={(id) => {
        setChosen(id);
        if (id === null) onClear?.();
        const one = customers.find((customer) => customer.id === id);
        if (one) onChoose(one);
      }}
      rightSection={isFetching && !onClear ? <Loader size={14} /> : undefined}
      nothingFoundMessage={t("customers.noneFound")}
    />
  );
}
