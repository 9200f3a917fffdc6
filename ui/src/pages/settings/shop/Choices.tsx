/** The shop's currency and time zone: found by what is typed in the reader's language, and never left at what was there before. */
import { type ComboboxItem, type OptionsFilter, Select } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../../format/format";
import { holds } from "../../../format/plain";
import { zonesIn } from "../../../format/zones";

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
  const data = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    return codes.map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
  }, [codes, i18n.language]);
  return <Choice {...props} label={t("shop.currency")} data={data} advice={t("shop.currencyAdvice")} />;
}

export function ZoneSelect(props: SelectProps) {
  const { t, i18n } = useTranslation();
  // What is kept stays among the choices while another one is looked for.
  const [kept] = useState(props.value);
  const data = useMemo(
    () =>
      zonesIn(i18n.language as Language, new Date(), kept).map(({ id, label, sought }) => ({
        value: id,
        label,
        sought,
      })),
    [kept, i18n.language],
  );
  return <Choice {...props} label={t("shop.time_zone")} data={data} advice={t("shop.zoneAdvice")} />;
}

interface Option extends ComboboxItem {
  /** What it is found by, where that is more than its label. */
  sought?: string;
}

interface ChoiceProps extends SelectProps {
  label: string;
  data: Option[];
  /** What to type where nothing fits. */
  advice: string;
}

const fits = (option: Option, typed: string) => holds(option.sought ?? option.label, typed.trim());

function Choice({ value, data, advice, error, onChange, ...props }: ChoiceProps) {
  const { t } = useTranslation();
  const [missed, setMissed] = useState("");
  const labelOf = (id: string) => data.find((option) => option.value === id)?.label ?? "";
  const [search, setSearch] = useState(labelOf(value));
  /** What is chosen stands there in full, also when it was chosen before. */
  const choose = (id: string) => {
    onChange(id);
    setSearch(labelOf(id));
  };
  const filter: OptionsFilter = ({ search }) => data.filter((option) => fits(option, search));
  const left = (typed: string) => {
    if (typed.trim() === "" || typed === labelOf(value)) return;
    const [only, ...others] = data.filter((option) => fits(option, typed));
    if (only && others.length === 0) return choose(only.value);
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
