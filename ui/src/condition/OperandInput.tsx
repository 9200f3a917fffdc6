/** What a value is compared with: an input that fits its type and format, or another value. */
import { Group, Select, TagsInput, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { plainNumber } from "../parts/schema";
import { DayInput, InstantInput } from "./DateInputs";
import { useEditor } from "./EditorContext";
import { ExpressionChips } from "./ExpressionChips";
import { takeHighlighted } from "./entering";
import { complete } from "./json";
import { MANY, ManyValues } from "./ManyValues";
import type { Literal, Operand, Operator } from "./model";
import { ShopValues } from "./ShopValues";
import type { Scope, Typed } from "./vocabulary";
import { choiceLabel } from "./words";

interface Props {
  op: Operator;
  to: Operand;
  typed: Typed;
  scope: Scope;
  onChange: (to: Operand, tag?: string) => void;
  /** Where an open `where` is put. */
  below: HTMLElement | null;
}

export function OperandInput({ op, to, typed, scope, onChange, below }: Props) {
  if (to.kind === "nothing") return null;
  if (to.kind !== "expression") return <Literals op={op} to={to} typed={typed} onChange={onChange} />;
  return (
    <ExpressionChips
      expression={to.value}
      scope={scope}
      onChange={(value) => onChange({ kind: "expression", value }, "")}
      openAtOnce={to.value === null}
      below={below}
    />
  );
}

interface LiteralsProps {
  op: Operator;
  to: Exclude<Operand, { kind: "expression" }>;
  typed: Typed;
  onChange: (to: Operand, tag?: string) => void;
}

function Literals({ op, to, typed, onChange }: LiteralsProps) {
  const { t } = useTranslation();
  switch (to.kind) {
    case "two":
      return (
        <Group gap={4} wrap="nowrap">
          <OneLiteral op={op} value={to.low} typed={typed} onChange={(low) => onChange({ ...to, low })} />
          <Text size="sm" c="dimmed">
            {t("value.and")}
          </Text>
          <OneLiteral op={op} value={to.high} typed={typed} onChange={(high) => onChange({ ...to, high })} />
        </Group>
      );
    case "many":
      return (
        <ManyLiterals values={to.values} typed={typed} onChange={(values) => onChange({ kind: "many", values }, "")} />
      );
    case "one":
      return (
        <OneLiteral op={op} value={to.value} typed={typed} onChange={(value) => onChange({ kind: "one", value })} />
      );
    default:
      return null;
  }
}

interface OneProps {
  op: Operator;
  value: Literal | null;
  typed: Typed;
  onChange: (value: Literal | null) => void;
}

const PLAIN_TEXT: Operator[] = [
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "matches",
  "<",
  "<=",
  ">",
  ">=",
];

function OneLiteral({ op, value, typed, onChange }: OneProps) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const text = typeof value === "string" ? value : "";
  const wrong = text !== "" && !complete(value, typed);
  const field = typed.field;
  if (typed.type === "boolean") {
    return (
      <Select
        size="xs"
        w={92}
        aria-label={t("editor.value")}
        allowDeselect={false}
        data={[
          { value: "true", label: t("value.yes") },
          { value: "false", label: t("value.no") },
        ]}
        value={value === null ? null : String(value)}
        onChange={(next) => next && onChange(next === "true")}
      />
    );
  }
  if (typed.type === "date") return <DayInput value={value} onChange={onChange} error={wrong} />;
  if (typed.type === "instant") return <InstantInput value={value} onChange={onChange} error={wrong} />;
  if (typed.type === "number" || typed.type === "money") {
    const money = typed.type === "money";
    return (
      <TextInput
        size="xs"
        w={money ? 132 : 96}
        inputMode="decimal"
        aria-label={t("editor.value")}
        value={text}
        error={wrong ? t("value.decimals", { count: typed.places }) : undefined}
        onChange={(event) => onChange(plainNumber(event.currentTarget.value, speech.format.language))}
        rightSection={money ? <Text size="xs">{speech.format.currency}</Text> : undefined}
        rightSectionWidth={money ? 40 : undefined}
        styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
      />
    );
  }
  if (field?.choices.length) {
    return (
      <Select
        size="xs"
        w={150}
        aria-label={t("editor.value")}
        placeholder={t("value.choose")}
        allowDeselect={false}
        searchable
        selectFirstOptionOnChange
        onKeyDownCapture={takeHighlighted}
        nothingFoundMessage={t("value.nothing")}
        data={field.choices.map((choice) => ({ value: choice, label: choiceLabel(speech.t, field.path, choice) }))}
        value={text || null}
        onChange={onChange}
      />
    );
  }
  if (field?.format && !PLAIN_TEXT.includes(op)) {
    return (
      <ShopValues
        field={field}
        values={text ? [text] : []}
        onChange={(values) => onChange(values.at(-1) ?? null)}
        single
      />
    );
  }
  return (
    <TextInput
      size="xs"
      w={180}
      aria-label={t("editor.value")}
      placeholder={op === "matches" ? t("value.pattern") : undefined}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface ManyProps {
  values: Literal[];
  typed: Typed;
  onChange: (values: Literal[]) => void;
}

function ManyLiterals({ values, typed, onChange }: ManyProps) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const texts = values.map(String);
  const field = typed.field;
  if (field && (field.format || field.choices.length > 0)) {
    return <ShopValues field={field} values={texts} onChange={onChange} />;
  }
  const wrong = texts.filter((value) => !complete(value, typed));
  const error = wrong.length > 0 ? t("value.wrongOnes", { values: wrong.slice(0, 5).join(", ") }) : undefined;
  if (texts.length > MANY) return <ManyValues values={texts} onChange={onChange} error={error} />;
  return (
    <TagsInput
      size="xs"
      miw={180}
      maw="100%"
      aria-label={t("editor.value")}
      placeholder={texts.length === 0 ? t("value.listHint") : undefined}
      value={texts}
      onChange={onChange}
      acceptValueOnBlur
      splitChars={[",", "\n", "\r", "\t"]}
      error={error}
      aria-description={speech.format.currency}
    />
  );
}
