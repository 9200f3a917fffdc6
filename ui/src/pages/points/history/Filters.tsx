/** What the history is narrowed down by: kind, customer, earning rule, who owes, and local days. All is in the address. */
import { FIRST_KIND, PointsKindSelect } from "../../../parts/PointsKindSelect";
import "@mantine/dates/styles.css";
import { Select, SimpleGrid, Skeleton } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCustomer, useEarningRule, usePages, useProgramme } from "../../../api/queries";
import type { EarningRule } from "../../../api/types";
import { Localized } from "../../../condition/DateInputs";
import { useEntityName } from "../../../parts/entity";
import { useAddress } from "../../../parts/useAddress";
import { CustomerSelect } from "../../customers/CustomerSelect";
import { nameOf } from "../../customers/columns";

export const FILTERS = ["points_kind", "kind", "customer", "rule", "legal_entity", "since", "until"] as const;
const KINDS = [
  "earned",
  "opened",
  "spent",
  "returned",
  "ended",
  "reversed",
  "adjusted",
  "undone",
  "moved",
  "transferred",
] as const;

export function Filters({ several }: { several: boolean }) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const entities = useProgramme().data?.legal_entities ?? [];
  const entity = read("legal_entity");
  const called = useEntityName();
  return (
    <SimpleGrid minColWidth={168} spacing="sm" mb="sm">
      <PointsKindSelect
        w="100%"
        value={read("points_kind") || FIRST_KIND}
        onChange={(kind) => write({ points_kind: kind === FIRST_KIND ? null : kind })}
      />
      <Select
        label={t("history.by.kind")}
        placeholder={t("history.all")}
        data={KINDS.map((value) => ({ value, label: t(`pointsKind.${value}`) }))}
        value={KINDS.find((one) => one === (read("kind") === "granted" ? "earned" : read("kind"))) ?? null}
        clearable
        clearButtonProps={{ "aria-label": t("action.clear") }}
        onChange={(kind) => write({ kind })}
      />
      <OfCustomer id={read("customer")} onChange={(customer) => write({ customer })} />
      <ByRule id={read("rule")} onChange={(rule) => write({ rule })} />
      {(several || entity) && (
        <Select
          label={t("points.legalEntity")}
          placeholder={t("history.all")}
          data={[...new Set([...entities, ...(entity ? [entity] : [])])].map((value) => ({
            value,
            label: called(value),
          }))}
          value={entity || null}
          clearable
          clearButtonProps={{ "aria-label": t("action.clear") }}
          onChange={(value) => write({ legal_entity: value })}
        />
      )}
      <Localized>
        <DayFilter label={t("history.since")} value={read("since")} onChange={(since) => write({ since })} />
        <DayFilter label={t("history.until")} value={read("until")} onChange={(until) => write({ until })} />
      </Localized>
    </SimpleGrid>
  );
}

interface DayProps {
  label: string;
  value: string;
  onChange: (day: string | null) => void;
}

function DayFilter({ label, value, onChange }: DayProps) {
  const { t } = useTranslation();
  return (
    <DateInput
      label={label}
      placeholder={t("history.anyDay")}
      valueFormat="D MMM YYYY"
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      // What is no day in the address is refused by the server, in words.
      value={/^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null}
      onChange={onChange}
    />
  );
}

interface ByProps {
  id: string;
  onChange: (id: string | null) => void;
}

/** The customer of the address is called by name once that is known; one that is there no more by its id. */
function OfCustomer({ id, onChange }: ByProps) {
  const { t } = useTranslation();
  const { data, isPending } = useCustomer(id || undefined);
  const label = t("customers.one");
  if (id && isPending) return <Skeleton height={36} mt={24} radius={8} />;
  return (
    <CustomerSelect
      key={id}
      label={label}
      placeholder={t("history.all")}
      chosen={id ? { id, label: data ? nameOf(data) : id } : null}
      onChoose={(customer) => onChange(customer.id)}
      onClear={() => onChange(null)}
    />
  );
}

function ByRule({ id, onChange }: ByProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const chosen = useEarningRule(id || undefined).data;
  const [search] = useDebouncedValue(chosen && typed === chosen.name ? "" : typed.trim(), 200);
  const { rows } = usePages<EarningRule>(["earning-rules"], "/v1/earning-rules", { search });
  const found = (rows ?? []).map((rule) => ({ value: rule.id, label: rule.name }));
  const kept = id && !found.some((one) => one.value === id) ? [{ value: id, label: chosen?.name ?? id }] : [];
  return (
    <Select
      label={t("points.rule")}
      placeholder={t("history.all")}
      data={[...found, ...kept]}
      value={id || null}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      clearable
      clearButtonProps={{ "aria-label": t("action.clear") }}
      nothingFoundMessage={t("value.nothing")}
      onChange={onChange}
    />
  );
}
