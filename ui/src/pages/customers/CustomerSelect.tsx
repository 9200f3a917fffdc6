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
}

export function CustomerSelect({ label, onChoose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data, isFetching } = useQuery({
    queryKey: ["search", "customers", search],
    queryFn: ({ signal }) => ask<Page<CustomerBrief>>("/v1/customers", { query: { search }, signal }),
    placeholderData: keepPreviousData,
  });
  const customers = data?.data ?? [];
  return (
    <Select
      label={label}
      placeholder={t("customers.searchHint")}
      searchable
      data-autofocus
      data={customers.map((customer) => ({
        value: customer.id,
        label: [nameOf(customer), customer.external_id].filter(Boolean).join(" · "),
      }))}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={chosen}
      onChange={(id) => {
        setChosen(id);
        const found = customers.find((customer) => customer.id === id);
        if (found) onChoose(found);
      }}
      rightSection={isFetching ? <Loader size={14} /> : undefined}
      nothingFoundMessage={t("customers.noneFound")}
    />
  );
}
