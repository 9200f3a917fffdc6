/**
 * A form drawn from a kind's JSON schema: one input component per *format*, else per type.
 *
 * A new format is one entry in `INPUTS`; nothing else here knows the kinds.
 */
import { Fieldset, Group, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, Json, JsonSchema } from "../api/types";
import { useFormats } from "./Formats";
import { type Lifetime, LifetimeInput } from "./LifetimeInput";
import { faultAt, fieldsOf, plainNumber, resolved, type Values, type Wrong, wrongWith } from "./schema";

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
}

interface FormProps {
  schema: JsonSchema;
  root?: JsonSchema;
  values: Values;
  onChange: (values: Values) => void;
  faults?: Fault[];
  /** Where these values lie in what is sent, for the server's pointers. */
  pointer?: string;
  inline?: boolean;
}

export function SchemaForm({ schema, root = schema, values, onChange, faults = [], pointer = "", inline }: FormProps) {
  const fields = fieldsOf(schema, root).map(([name, field, required]) => {
    const { schema: one, optional } = resolved(field, root);
    const at = `${pointer}/${name}`;
    const set = (value: Json) => onChange({ ...values, [name]: value });
    const ofFormat = INPUTS[one.format ?? ""];
    if (one.properties && !ofFormat) {
      return (
        <Nested key={name} name={name} schema={one} optional={optional} value={values[name]} onChange={set}>
          <SchemaForm
            schema={one}
            root={root}
            values={(values[name] as Values | null) ?? {}}
            onChange={set}
            faults={faults}
            pointer={at}
            inline
          />
        </Nested>
      );
    }
    const Input = ofFormat ?? (one.enum ? ChoiceField : TextField);
    return (
      <Input
        key={name}
        schema={one}
        label={titleOf(one, name)}
        description={one.description}
        value={values[name]}
        onChange={set}
        error={faultAt(faults, at)}
        required={required && !optional}
        pointer={at}
      />
    );
  });
  return inline ? (
    <Group gap="sm" align="flex-start">
      {fields}
    </Group>
  ) : (
    <Stack gap="sm">{fields}</Stack>
  );
}

function titleOf(schema: JsonSchema, name: string): string {
  return schema.title ?? name.replaceAll("_", " ");
}

interface NestedProps {
  name: string;
  schema: JsonSchema;
  optional: boolean;
  value: Json | undefined;
  onChange: (value: Json) => void;
  children: ReactNode;
}

function Nested({ name, schema, optional, value, onChange, children }: NestedProps) {
  const on = !optional || (value !== null && value !== undefined);
  return (
    <Fieldset legend={titleOf(schema, name)}>
      <Stack gap="xs">
        {schema.description && (
          <Text size="xs" c="dimmed">
            {schema.description}
          </Text>
        )}
        {optional && (
          <Switch
            checked={on}
            label={titleOf(schema, name)}
            onChange={(event) => onChange(event.currentTarget.checked ? {} : null)}
          />
        )}
        {on && children}
      </Stack>
    </Fieldset>
  );
}

/** What is wrong with a value, in words. */
function useWrongText(): (wrong: Wrong) => string {
  const { t } = useTranslation();
  const format = useFormats();
  return ({ what, limit }) => {
    if (what === "places") return t("value.decimals", { count: limit });
    return t(`wrong.${what}`, { limit: format.number(limit), example: format.number("12.5") });
  };
}

/** Whether two texts are the same number, however it is written. */
const same = (one: string, other: string) => one === other || (other !== "" && Number(one) === Number(other));

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
  const format = useFormats();
  const textOf = useWrongText();
  const [typed, setTyped] = useState(plain);
  const [visited, setVisited] = useState(false);
  const wrong = visited ? wrongWith(value, schema, format.places) : null;
  return (
    <TextInput
      label={label}
      description={description}
      required={required}
      withAsterisk={false}
      w={{ base: "100%", xs: 220 }}
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

function NumberField(props: InputProps) {
  const { value, onChange, schema } = props;
  const plain = typeof value === "number" || typeof value === "string" ? String(value) : "";
  const onType = (typed: string) => {
    const number = typed.trim() === "" ? null : Number(typed);
    onChange(number === null || Number.isSafeInteger(number) || String(number) === typed ? number : typed);
  };
  return <TypedNumber {...props} plain={plain} onType={onType} whole={schema.type === "integer"} />;
}

/** Money of the API: decimal text in the shop's currency, so that no cent is lost. */
function MoneyField(props: InputProps) {
  const { value, onChange } = props;
  const { currency } = useFormats();
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

function TextField({ schema, value, onChange, pointer, ...rest }: InputProps) {
  return (
    <TextInput
      {...rest}
      withAsterisk={false}
      data-field={pointer}
      maxLength={schema.maxLength}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function BooleanField({ label, description, value, onChange, error }: InputProps) {
  return (
    <Switch
      label={label}
      description={description}
      error={error}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function ChoiceField({ schema, value, onChange, required, pointer, ...rest }: InputProps) {
  const { t } = useTranslation();
  return (
    <Select
      {...rest}
      data-field={pointer}
      w={{ base: "100%", xs: 220 }}
      allowDeselect={!required}
      data={(schema.enum ?? []).map(String).map((one) => ({
        value: one,
        label: t(`enum.${one}` as "enum.days", { defaultValue: one.replaceAll("_", " ") }),
      }))}
      value={value === undefined || value === null ? null : String(value)}
      onChange={onChange}
    />
  );
}

/** A lifetime in days or months, or for good. */
function LifetimeField({ value, onChange, label, description }: InputProps) {
  return (
    <LifetimeInput
      label={label}
      description={description}
      value={value !== null && typeof value === "object" ? (value as unknown as Lifetime) : null}
      onChange={(next) => onChange(next as unknown as Json)}
    />
  );
}

/** The input of each format that kinds use (`regulars.kinds.formats`); a test there holds kinds to it. */
const INPUTS: Record<string, (props: InputProps) => ReactNode> = {
  text: TextField,
  integer: NumberField,
  boolean: BooleanField,
  choice: ChoiceField,
  points: NumberField,
  money: MoneyField,
  lifetime: LifetimeField,
};
