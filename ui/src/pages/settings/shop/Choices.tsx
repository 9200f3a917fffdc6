/** The shop's currency and time zone: found by what is typed in the reader's language, and never left at what was there before. */
import { type OptionsFilter, Select } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { currenciesIn, fitting as fittingCurrencies } from "../../../format/currencies";
import type { Language } from "../../../format/format";
import { fitting as fittingZones, zonesIn } from "../../../format/zones";

interface SelectProps {
  value: string;
  disabled: boolean;
  description: string;
  error?: string;
  /** Empty where nothing fits what was typed. */
  onChange: (value: string) => void;
}

export function CurrencySelect({ codes, ...props }: SelectProps & { codes: string[] }) {
  const { t, i18n } = useTranslation();
  const all = useMemo(() => currenciesIn(i18n.language as Language, codes), [codes, i18n.language]);
  return (
    <Choice
      {...props}
      label={t("shop.currency")}
      placeholder={t("shop.currencyBy")}
      all={all}
      find={(typed) => fittingCurrencies(all, typed)}
      advice={t("shop.currencyAdvice")}
    />
  );
}

export function ZoneSelect(props: SelectProps) {
  const { t, i18n } = useTranslation();
  // What is kept stays among the choices while another one is looked for.
  const [kept] = useState(props.value);
  const all = useMemo(() => zonesIn(i18n.language as Language, new Date(), kept), [kept, i18n.language]);
  return (
    <Choice
      {...props}
      label={t("shop.time_zone")}
      placeholder={t("shop.zoneBy")}
      all={all}
      find={(typed) => fittingZones(all, typed)}
      advice={t("shop.zoneAdvice")}
    />
  );
}

interface Option {
  id: string;
  label: string;
}

interface ChoiceProps extends SelectProps {
  label: string;
  placeholder: string;
  all: Option[];
  /** Those that fit what was typed. */
  find: (typed: string) => Option[];
  /** What to type where nothing fits. */
  advice: string;
}

const shown = (options: Option[]) => options.map(({ id, label }) => ({ value: id, label }));

function Choice({ value, all, find, advice, error, onChange, ...props }: ChoiceProps) {
  const { t } = useTranslation();
  const [missed, setMissed] = useState("");
  const data = useMemo(() => shown(all), [all]);
  const labelOf = (id: string) => all.find((option) => option.id === id)?.label ?? "";
  const [search, setSearch] = useState(labelOf(value));
  /** What is chosen stands there in full, also when it was chosen before. */
  const choose = (id: string) => {
    onChange(id);
    setSearch(labelOf(id));
  };
  const filter: OptionsFilter = ({ search }) => shown(find(search));
  const left = (typed: string) => {
    if (typed.trim() === "" || typed === labelOf(value)) return;
    const [only, ...others] = find(typed);
    if (only && others.length === 0) return choose(only.id);
    setMissed(t(only ? "shop.severalFit" : "shop.noneFits", { typed: typed.trim(), advice }));
    onChange("");
  };
  return (
    <Select
      {...props}
      data={data}
      value={value || null}
      error={error ?? (missed || undefined)}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      filter={filter}
      nothingFoundMessage={t("shop.noneFound", { advice })}
      searchValue={search}
      onSearchChange={(typed) => {
        setSearch(typed);
        if (typed) setMissed("");
      }}
      onOptionSubmit={choose}
      onBlur={(event) => left(event.currentTarget.value)}
    />
  );
}
