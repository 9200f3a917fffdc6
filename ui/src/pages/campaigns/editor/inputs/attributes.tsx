/** An attribute of customers, and what it is set to. */
import { Select, TagsInput, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../../api/queries";
import { DayField, InstantField } from "../../../../parts/DayAndTime";
import type { InputProps } from "../../../../parts/TypedNumber";
import { textOf, wrapped } from "./props";

const ATTRIBUTES = "customer.attributes.";

/** One of the shop's own attributes of customers. */
export function AttributeField(props: InputProps) {
  const { description, value, onChange } = props;
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const options = (data?.fields ?? [])
    .filter((one) => one.path.startsWith(ATTRIBUTES))
    .map((one) => ({ value: one.path.slice(ATTRIBUTES.length), label: one.label }));
  return (
    <Select
      {...wrapped(props)}
      description={options.length > 0 ? description : t("campaign.noAttributes")}
      placeholder={t("value.choose")}
      allowDeselect={false}
      searchable
      data={options}
      value={textOf(value) || null}
      onChange={(next) => next && onChange(next)}
    />
  );
}

/** What the attribute beside it is set to, as it is declared; nothing takes back what was set. */
export function AttributeValueField(props: InputProps) {
  const { description, value, onChange, beside } = props;
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const field = data?.fields.find((one) => one.path === `${ATTRIBUTES}${textOf(beside?.attribute)}`);
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
