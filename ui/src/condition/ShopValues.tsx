/**
 * Values chosen from what the shop has: countries, categories as a tree, SKUs with names, segments with sizes.
 *
 * Where nothing checks the value (a tag, a SKU) one that the shop doesn't know yet can be typed too.
 */
import { Group, MultiSelect, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../api/queries";
import type { FieldInfo, ShopValue } from "../api/types";
import { holds } from "../format/plain";
import { useEditor } from "./EditorContext";
import { takeHighlighted } from "./entering";
import { MANY, ManyValues } from "./ManyValues";
import { pastedValues } from "./pasting";
import { choiceLabel } from "./words";

interface Props {
  field: FieldInfo;
  values: string[];
  onChange: (values: string[]) => void;
  single?: boolean;
}

/** These must name something that exists, or nobody knows their ids, so nothing else can be entered. */
const CHECKED = ["segment", "group", "category", "list", "promotion", "sender", "sender_number", "template"];

/** Of these the server tells all there are; they are searched here, by the names shown. */
const WHOLE = ["category", "country"];

interface Option {
  value: string;
  label: string;
  depth: number;
  count: number | null;
  /** It only leads to what was searched for. */
  leads?: boolean;
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

const matches = (value: { label: string; value: string }, needle: string) =>
  holds(`${value.label} ${value.value}`, needle);

/** Categories whose name holds the text, with those that they lie in. */
export function searched(values: ShopValue[], text: string): ShopValue[] {
  if (!text) return values;
  const byValue = new Map(values.map((value) => [value.value, value]));
  const kept = new Set<string>();
  for (const value of values) {
    if (!matches(value, text)) continue;
    for (let at: ShopValue | undefined = value; at && !kept.has(at.value); ) {
      kept.add(at.value);
      at = at.parent ? byValue.get(at.parent) : undefined;
    }
  }
  return values.filter((value) => kept.has(value.value));
}

interface Asked {
  field: FieldInfo;
  values: string[];
  typed: string;
  single: boolean;
}

/** How a value of a field is called in lists. */
function useCalled(field: FieldInfo): (value: string, said: string) => string {
  const { t } = useTranslation();
  const { format } = useEditor().speech;
  return useCallback(
    (value, said) => {
      if (field.format === "country") return format.country(value);
      if (field.choices.length > 0 || field.format === "gender") return choiceLabel(t, field.path, value);
      return field.format === "sku" && said !== value ? `${said} · ${value}` : said || value;
    },
    [field, format, t],
  );
}

const plain = (value: string, label: string): Option => ({ value, label, depth: 0, count: null });

/** What can be chosen: fixed choices, or the shop's values; those already chosen stay in the list. */
function useOptions({ field, values, typed, single }: Asked): Option[] {
  const { t } = useTranslation();
  const { labels } = useEditor().speech;
  const called = useCalled(field);
  const fixed = field.choices.length > 0;
  const whole = fixed || WHOLE.includes(field.format ?? "");
  const named = useCallback(
    (value: string) => called(value, labels(field.format, value) ?? value),
    [called, field, labels],
  );
  // A single choice stands in the search line by its name: that is no search.
  const text = single && values[0] && typed === named(values[0]) ? "" : typed.trim();
  const [search] = useDebouncedValue(whole ? "" : text, 200);
  const { data } = useValues(field.format, search, !fixed);
  return useMemo(() => {
    const shop: ShopValue[] = fixed
      ? field.choices.map((value) => ({ value, label: value, parent: null, count: null, price: null }))
      : (data?.data ?? []);
    const all = shop.map((value) => ({ ...value, label: called(value.value, value.label) }));
    const found = asTree(whole ? searched(all, text) : all).map(({ value, depth }) => ({
      value: value.value,
      label: value.label,
      depth,
      count: value.count ?? null,
      leads: whole && text !== "" && !matches(value, text),
    }));
    const there = new Set(found.map((option) => option.value));
    const kept = values.filter((value) => !there.has(value)).map((value) => plain(value, named(value)));
    const closed = fixed || CHECKED.includes(field.format ?? "");
    const known = closed || !text || there.has(text) || values.includes(text);
    return [...found, ...kept, ...(known ? [] : [plain(text, t("value.use", { value: text }))])];
  }, [called, data, field, fixed, named, t, text, values, whole]);
}

export function ShopValues({ field, values, onChange, single = false }: Props) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const [typed, setTyped] = useState("");
  const options = useOptions({ field, values, typed, single });
  const byValue = new Map(options.map((option) => [option.value, option]));
  const shared = {
    size: "xs",
    data: options.map(({ value, label, leads }) => ({ value, label, disabled: leads })),
    searchable: true,
    selectFirstOptionOnChange: true,
    onKeyDownCapture: takeHighlighted,
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
        <Group justify="space-between" wrap="nowrap" gap="sm" flex={1} miw={0} pl={(known?.depth ?? 0) * 12}>
          <Text size="sm" truncate>
            {option.label}
          </Text>
          {known?.count !== null && known?.count !== undefined && (
            <Text size="xs" c="inherit" opacity={0.75} className="figures">
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
  if (values.length > MANY) return <ManyValues values={values} onChange={onChange} />;
  return (
    <MultiSelect
      {...shared}
      onPaste={(event) => {
        const pasted = pastedValues(event.clipboardData.getData("text/plain"));
        if (!pasted) return;
        event.preventDefault();
        onChange([...new Set([...values, ...pasted])]);
      }}
      miw={200}
      maw="100%"
      placeholder={values.length === 0 ? t("value.chooseMany") : undefined}
      value={values}
      onChange={onChange}
      hidePickedOptions
    />
  );
}
