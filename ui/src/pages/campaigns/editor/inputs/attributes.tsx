/** An attribute of customers, and what it is set to. */
import { Select, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../../api/queries";
import { DayField, InstantField } from "../../../../parts/DayAndTime";
import type { InputProps } from "../../../../parts/TypedNumber";
import { keptValue } from "./kept";
import { textOf, wrapped } from "./props";

const ATTRIBUTES = "customer.attributes.";

/** The shop's own attributes of customers, found by name. */
function useAttributes() {
  const { data } = useVocabulary();
  const all = (data?.fields ?? []).filter((one) => one.path.startsWith(ATTRIBUTES));
  return { all, named: (name: string) => all.find((one) => one.path === `${ATTRIBUTES}${name}`) };
}

/** One of the attributes; the value beside it stays where it fits the one that is chosen. */
export function AttributeField(props: InputProps) {
  const { description, value, onChange, beside, onChangeAll } = props;
  const { t } = useTranslation();
  const { all, named } = useAttributes();
  const options = all.map((one) => ({ value: one.path.slice(ATTRIBUTES.length), label: one.label }));
  const choose = (next: string) => {
    const set = beside?.value ?? null;
    if (set === null) onChange(next);
    else onChangeAll?.({ attribute: next, value: keptValue(set, named(textOf(value)), named(next)) });
  };
  return (
    <Select
      {...wrapped(props)}
      description={options.length > 0 ? description : t("campaign.noAttributes")}
      placeholder={t("value.choose")}
      allowDeselect={false}
      searchable
      data={options}
      value={textOf(value) || null}
      onChange={(next) => next && choose(next)}
    />
  );
}

/** What the attribute beside it is set to, as it is declared; nothing takes back what was set. */
export function AttributeValueField(props: InputProps) {
  const { description, value, onChange, beside } = props;
  const { t } = useTranslation();
  const field = useAttributes().named(textOf(beside?.attribute));
  const given = { ...wrapped(props), description: description ?? t("campaign.noValue") };
  switch (field?.type) {
    case "boolean":
      return (
        <Select
          {...given}
          clearable
          data={[
            { value: "true", label: t("value.yes") },
            { value: "false", label: t("value.no") },
          ]}
          value={typeof value === "boolean" ? String(value) : null}
          onChange={(next) => onChange(next === null ? null : next === "true")}
        />
      );
    case "set":
      return (
        <TagsInput
          {...given}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(words) => onChange(words.length > 0 ? words : null)}
          acceptValueOnBlur
        />
      );
    case "date":
      return <DayField {...given} clearable value={textOf(value)} onChange={(day) => onChange(day || null)} />;
    case "instant":
      return <InstantField {...given} value={textOf(value) || null} onChange={onChange} />;
    default:
      return (
        <TextInput
          {...given}
          inputMode={field?.type === "number" || field?.type === "money" ? "decimal" : undefined}
          value={typeof value === "number" ? String(value) : textOf(value)}
          onChange={(event) => {
            const text = event.currentTarget.value;
            const isNumber = field?.type === "number" || field?.type === "money";
            onChange(text === "" ? null : isNumber ? text.replace(",", ".") : text);
          }}
        />
      );
  }
}
