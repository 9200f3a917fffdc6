/**
 * A form drawn from a kind's JSON schema: one input component per *format*, else per type.
 *
 * A new format is one entry in `INPUTS`; nothing else here knows the kinds.
 */
import { Fieldset, Group, Select, Stack, Switch, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, Json, JsonSchema } from "../api/types";
import { AmountsField } from "./AmountsField";
import { type Lifetime, LifetimeInput } from "./LifetimeInput";
import { PartsField } from "./PartsField";
import { SelectionField } from "./SelectionField";
import { SkuPointsField } from "./SkuPointsField";
import { faultAt, faultUnder, fieldsOf, resolved, type Values } from "./schema";
import { TiersField } from "./TiersField";
import { ExactField, HINT_BELOW, type InputProps, MoneyField, NumberField } from "./TypedNumber";

interface FormProps {
  schema: JsonSchema;
  root?: JsonSchema;
  values: Values;
  onChange: (values: Values) => void;
  faults?: Fault[];
  /** Where these values lie in what is sent, for the server's pointers. */
  pointer?: string;
  inline?: boolean;
  /** Words of a family whose arguments mean something else than those of the others; empty where it has none. */
  textOf?: (name: string, what: "label" | "hint") => string;
  /** Inputs by the name of an argument, for what its format doesn't tell. */
  inputs?: Record<string, (props: InputProps) => ReactNode>;
  /** Inputs of formats that only some pages know, and that would weigh on all others. */
  formats?: Record<string, (props: InputProps) => ReactNode>;
}

export function SchemaForm(props: FormProps) {
  const { schema, root = schema, values, onChange, faults = [], pointer = "", inline, textOf, inputs, formats } = props;
  const { t, i18n } = useTranslation();
  const labelOf = (one: JsonSchema, name: string) =>
    textOf?.(name, "label") ||
    t(`argument.${name}.label` as "argument.points.label", { defaultValue: titleOf(one, name) });
  // What the catalogues have no help for is told in the server's words, which are English.
  const hintOf = (one: JsonSchema, name: string) => {
    if (textOf) return textOf(name, "hint") || undefined;
    const own = t(`argument.${name}.hint` as "argument.points.hint", { defaultValue: "" });
    return own || (i18n.language === "en" ? one.description : undefined);
  };
  const fields = fieldsOf(schema, root).map(([name, field, required]) => {
    const { schema: one, optional } = resolved(field, root);
    const at = `${pointer}/${name}`;
    const set = (value: Json) => onChange({ ...values, [name]: value });
    const own = formats?.[one.format ?? ""];
    const ofFormat = inputs?.[name] ?? own ?? INPUTS[one.format ?? ""];
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
            textOf={textOf}
            formats={formats}
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
        label={labelOf(one, name)}
        description={hintOf(one, name)}
        value={values[name]}
        onChange={set}
        error={own || COMPOUND.has(one.format ?? "") ? faultUnder(faults, at) : faultAt(faults, at)}
        required={required && !optional}
        pointer={at}
        {...(own ? { beside: values, onChangeAll: (change) => onChange({ ...values, ...change }) } : {})}
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

function TextField({ schema, value, onChange, pointer, ...rest }: InputProps) {
  return (
    <TextInput
      {...rest}
      inputWrapperOrder={HINT_BELOW}
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
      inputWrapperOrder={HINT_BELOW}
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

/** How long something lasts, or for good. */
function LifetimeField({ value, onChange, label, description, of }: InputProps & { of?: "points" | "coupon" }) {
  return (
    <LifetimeInput
      of={of}
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
  percent: ExactField,
  factor: ExactField,
  sku_points: SkuPointsField,
  lifetime: LifetimeField,
  coupon_lifetime: (props) => <LifetimeField {...props} of="coupon" />,
  amounts: AmountsField,
  selection: SelectionField,
  parts: PartsField,
  amount_tiers: TiersField,
  piece_tiers: TiersField,
};

/** Formats whose parts have pointers of their own; what is said of a part stands at the whole. */
const COMPOUND = new Set(["amounts", "selection", "parts", "amount_tiers", "piece_tiers"]);
