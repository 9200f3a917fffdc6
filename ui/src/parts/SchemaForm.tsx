/**
 * A form drawn from a kind's JSON schema: one input component per *format*, else per type.
 *
 * A new format is one entry in `INPUTS`; nothing else here knows the kinds.
 */
import { Fieldset, Group, NumberInput, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, Json, JsonSchema } from "../api/types";
import { useFormats } from "./Formats";
import { type Lifetime, LifetimeInput } from "./LifetimeInput";
import { faultAt, fieldsOf, resolved, type Values } from "./schema";

export interface InputProps {
  schema: JsonSchema;
  label: string;
  description?: string;
  value: Json | undefined;
  onChange: (value: Json) => void;
  error?: string;
  required: boolean;
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

function NumberField({ schema, value, onChange, ...rest }: InputProps) {
  const format = useFormats();
  return (
    <NumberInput
      {...rest}
      withAsterisk={false}
      w={{ base: "100%", xs: 220 }}
      value={typeof value === "number" || typeof value === "string" ? value : ""}
      onChange={(next) => onChange(next === "" ? null : typeof next === "number" ? next : Number(next))}
      min={schema.minimum ?? (schema.exclusiveMinimum !== undefined ? schema.exclusiveMinimum + 1 : undefined)}
      max={schema.maximum}
      clampBehavior="blur"
      allowDecimal={schema.type !== "integer"}
      thousandSeparator={format.language === "en" ? "," : " "}
      decimalSeparator={format.language === "en" ? "." : ","}
    />
  );
}

/** Money of the API: decimal text in the shop's currency, so that no cent is lost. */
function MoneyField({ value, onChange, schema: _, ...rest }: InputProps) {
  const format = useFormats();
  const plain = value !== null && typeof value === "object" && !Array.isArray(value) ? value.amount : value;
  return (
    <TextInput
      {...rest}
      withAsterisk={false}
      w={{ base: "100%", xs: 220 }}
      inputMode="decimal"
      value={plain === undefined || plain === null ? "" : String(plain)}
      onChange={(event) =>
        onChange({
          amount: event.currentTarget.value.replace(",", ".").replace(/[^\d.]/g, ""),
          currency: format.currency,
        })
      }
      rightSection={<Text size="xs">{format.currency}</Text>}
      rightSectionWidth={48}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
    />
  );
}

function TextField({ schema, value, onChange, ...rest }: InputProps) {
  return (
    <TextInput
      {...rest}
      withAsterisk={false}
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

function ChoiceField({ schema, value, onChange, required, ...rest }: InputProps) {
  const { t } = useTranslation();
  return (
    <Select
      {...rest}
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
