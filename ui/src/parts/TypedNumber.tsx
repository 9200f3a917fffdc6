/** Numbers as they are typed: points, percentages, factors and money. What can't be taken stays and says why. */
import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json, JsonSchema } from "../api/types";
import { placesIn } from "./compound";
import { useFormats } from "./Formats";
import { plainNumber, type Wrong, wrongWith } from "./schema";

export interface InputProps {
  schema: JsonSchema;
  label: string;
  description?: string;
  value: Json | undefined;
  onChange: (value: Json) => void;
  error?: string;
  required: boolean;
  /** Where it lies in what is sent; Save leads to it by this. */
  pointer: string;
  /** The other arguments of the same form. */
  beside?: Record<string, Json>;
  /** Changes several arguments of the form at once, where one decides what another can be. */
  onChangeAll?: (change: Record<string, Json>) => void;
  /** A phrase for who can't see what stands beside it. */
  ariaLabel?: string;
  placeholder?: string;
  width?: number | string;
  /** Of money in another currency than the shop's. */
  currency?: string;
}

/** What is wrong with a value, in words. */
export function useWrongText(): (wrong: Wrong) => string {
  const { t } = useTranslation();
  const format = useFormats();
  return ({ what, limit }) => {
    if (what === "places") return limit === 0 ? t("value.whole") : t("value.decimals", { count: limit });
    return t(`wrong.${what}`, { limit: format.number(limit), example: format.number("12.5") });
  };
}

/** Whether two texts are the same number, however it is written. */
const same = (one: string, other: string) => one === other || (other !== "" && Number(one) === Number(other));

/** So that inputs of a line stand at one height, however long what is said of each. */
export const HINT_BELOW: ("label" | "input" | "description" | "error")[] = ["label", "input", "error", "description"];

interface TypedProps extends InputProps {
  /** The value as plain text, and what becomes of what is typed. */
  plain: string;
  onType: (typed: string) => void;
  whole?: boolean;
  unit?: string;
}

/** A number as it is typed: what can't be taken stays, and once the field is left it says why. */
function TypedNumber(props: TypedProps) {
  const { schema, label, description, value, error, required, pointer, plain, onType, whole, unit } = props;
  const { ariaLabel, placeholder, width = 220, currency } = props;
  const format = useFormats();
  const textOf = useWrongText();
  const [typed, setTyped] = useState(plain);
  const [visited, setVisited] = useState(false);
  const wrong = visited ? wrongWith(value, schema, currency ? placesIn(currency) : format.places) : null;
  return (
    <TextInput
      label={label || undefined}
      aria-label={ariaLabel}
      placeholder={placeholder}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      required={required}
      withAsterisk={false}
      w={{ base: "100%", xs: width }}
      inputMode={whole ? "numeric" : "decimal"}
      autoComplete="off"
      data-field={pointer}
      value={same(plainNumber(typed, format.language), plain) ? typed : plain}
      error={error ?? (wrong ? textOf(wrong) : undefined)}
      onBlur={() => setVisited(true)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onType(plainNumber(event.currentTarget.value, format.language));
      }}
      rightSection={unit ? <Text size="xs">{unit}</Text> : null}
      rightSectionWidth={unit ? 48 : undefined}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
    />
  );
}

export function NumberField(props: InputProps) {
  const { value, onChange, schema } = props;
  const plain = typeof value === "number" || typeof value === "string" ? String(value) : "";
  const onType = (typed: string) => {
    const number = typed.trim() === "" ? null : Number(typed);
    onChange(number === null || Number.isSafeInteger(number) || String(number) === typed ? number : typed);
  };
  return <TypedNumber {...props} plain={plain} onType={onType} whole={schema.type === "integer"} />;
}

/** Money of the API: decimal text in the shop's currency or in one that is named, so that no cent is lost. */
export function MoneyField(props: InputProps) {
  const { value, onChange } = props;
  const format = useFormats();
  const currency = props.currency ?? format.currency;
  const amount = value !== null && typeof value === "object" && !Array.isArray(value) ? value.amount : value;
  const plain = amount === undefined || amount === null ? "" : String(amount);
  return (
    <TypedNumber
      {...props}
      plain={plain}
      onType={(typed) => onChange(typed.trim() === "" ? null : { amount: typed, currency })}
      unit={currency}
    />
  );
}

/** A percentage or a factor: decimal text, so that nothing is rounded. */
export function ExactField(props: InputProps) {
  const { value, onChange, schema } = props;
  const plain = typeof value === "number" || typeof value === "string" ? String(value) : "";
  const unit = schema.format === "percent" ? "%" : "×";
  return (
    <TypedNumber
      {...props}
      plain={plain}
      onType={(typed) => onChange(typed.trim() === "" ? null : typed.trim())}
      unit={unit}
    />
  );
}
