/**
 * Values chosen from what the shop has: countries, categories as a tree, SKUs with names, segments with sizes.
 *
 * Where nothing checks the value (a tag, a SKU) one that the shop doesn't know yet can be typed too.
 */
import { Group, MultiSelect, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";
import type { FieldInfo, ShopValue } from "../api/types";
import { useEditor } from "./EditorContext";
import { choiceLabel } from "./words";

interface Props {
  field: FieldInfo;
  values: string[];
  onChange: (values: string[]) => void;
  single?: boolean;
}

/** These must name something that exists, so nothing else can be entered. */
const CHECKED = ["segment", "group", "category", "list"];

interface Option {
  value: string;
  label: string;
  depth: number;
  count: number | null;
}

/** Children right below their parent, each a step in; those whose parent is not in the list stand at the edge. */
export function asTree(values: ShopValue[]): { value: ShopValue; depth: number }[] {
  const known = new Set(values.map((value) => value.value));
  const children = new Map<string | null, ShopValue[]>();
  for (const value of values) {
    const parent = value.parent && known.has(value.parent) && value.parent !== value.value ? value.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), value]);
  }
  const ordered: { value: ShopValue; depth: number }[] = [];
  const visit = (parent: string | null, depth: number) => {
    for (const value of children.get(parent) ?? []) {
      ordered.push({ value, depth });
      if (depth < 32) visit(value.value, depth + 1);
    }
  };
  visit(null, 0);
  return ordered;
}

function useOptions(field: FieldInfo, values: string[], typed: string): { options: Option[]; free: boolean } {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const fixed = field.choices.length > 0;
  const [search] = useDebouncedValue(typed.trim(), 200);
  const { data } = useValues(field.format, search, !fixed);
  const free = !fixed && !CHECKED.includes(field.format ?? "");
  const options = useMemo(() => {
    const label = (value: ShopValue) => {
      if (field.format === "country") return speech.format.country(value.value);
      if (field.format === "sku" && value.label !== value.value) return `${value.label} · ${value.value}`;
      return value.label || value.value;
    };
    const found: Option[] = fixed
      ? field.choices.map((value) => ({ value, label: choiceLabel(t, field.path, value), depth: 0, count: null }))
      : asTree(data?.data ?? []).map(({ value, depth }) => ({
          value: value.value,
          label: label(value),
          depth,
          count: value.count ?? null,
        }));
    const there = new Set(found.map((option) => option.value));
    const kept = values
      .filter((value) => !there.has(value))
      .map((value) => ({
        value,
        label: field.format === "country" ? speech.format.country(value) : value,
        depth: 0,
        count: null,
      }));
    const text = typed.trim();
    const offered =
      free && text && !there.has(text) && !values.includes(text)
        ? [{ value: text, label: t("value.use", { value: text }), depth: 0, count: null }]
        : [];
    const needle = text.toLowerCase();
    const shown = fixed ? found.filter((option) => option.label.toLowerCase().includes(needle)) : found;
    return [...shown, ...kept, ...offered];
  }, [data, field, fixed, free, speech.format, t, typed, values]);
  return { options, free };
}

export function ShopValues({ field, values, onChange, single = false }: Props) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const [typed, setTyped] = useState("");
  const { options } = useOptions(field, values, typed);
  const byValue = new Map(options.map((option) => [option.value, option]));
  const shared = {
    size: "xs",
    data: options.map(({ value, label }) => ({ value, label })),
    searchable: true,
    searchValue: typed,
    onSearchChange: setTyped,
    filter: ({ options: all }: { options: unknown[] }) => all as never,
    limit: 200,
    nothingFoundMessage: t("value.nothing"),
    "aria-label": t("editor.value"),
    comboboxProps: { width: 280, position: "bottom-start" },
    renderOption: ({ option }: { option: { value: string; label: string } }) => {
      const known = byValue.get(option.value);
      return (
        <Group justify="space-between" wrap="nowrap" gap="sm" w="100%" pl={(known?.depth ?? 0) * 12}>
          <Text size="sm" truncate>
            {option.label}
          </Text>
          {known?.count !== null && known?.count !== undefined && (
            <Text size="xs" c="dimmed" className="figures">
              {speech.format.number(known.count)}
            </Text>
          )}
        </Group>
      );
    },
  } as const;
  if (single) {
    return (
      <Select
        {...shared}
        w={200}
        placeholder={t("value.choose")}
        value={values[0] ?? null}
        onChange={(value) => onChange(value ? [value] : [])}
      />
    );
  }
  return (
    <MultiSelect
      {...shared}
      miw={200}
      maw="100%"
      placeholder={values.length === 0 ? t("value.chooseMany") : undefined}
      value={values}
      onChange={onChange}
      hidePickedOptions
    />
  );
}
