/** So many points: a number, or as many as a value of the order or the customer comes to. */
import { Group, Input, NumberInput, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../api/queries";
import type { Json } from "../../../api/types";
import { HINT_BELOW, type InputProps } from "../../../parts/TypedNumber";

type Values = Record<string, Json>;
const OF_ORDER = ["grand_total", "subtotal", "net_total", "discount", "shipping"] as const;
const ROUNDINGS = ["down", "half_up", "up"] as const;
const OTHER = "other";

const countedOf = (value: Json | undefined): Values | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;

export function CountedField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const counted = countedOf(value);
  return (
    <Input.Wrapper label={label} description={description} error={error} inputWrapperOrder={HINT_BELOW}>
      <Stack gap="xs">
        <SegmentedControl
          size="xs"
          w="fit-content"
          aria-label={`${label}: ${t("campaign.counted.how")}`}
          data={[
            { value: "number", label: t("campaign.counted.number") },
            { value: "counted", label: t("campaign.counted.counted") },
          ]}
          value={counted ? "counted" : "number"}
          onChange={(how) => onChange(how === "number" ? 100 : { of: "order.grand_total", times: "0.1" })}
        />
        {counted ? (
          <Parts counted={counted} onChange={onChange} pointer={pointer} />
        ) : (
          <NumberInput
            w={140}
            aria-label={label}
            data-field={pointer}
            min={1}
            allowDecimal={false}
            value={typeof value === "number" ? value : ""}
            onChange={(next) => onChange(next === "" ? null : Number(next))}
          />
        )}
      </Stack>
    </Input.Wrapper>
  );
}

function Parts({ counted, onChange, pointer }: { counted: Values; onChange: (value: Json) => void; pointer: string }) {
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const set = (change: Values) => onChange({ ...counted, ...change });
  const own = (data?.fields ?? []).filter(
    (one) => one.path.startsWith("customer.attributes.") && (one.type === "number" || one.type === "money"),
  );
  const choices = [
    ...OF_ORDER.map((one) => ({ value: `order.${one}`, label: t(`campaign.counted.order.${one}`) })),
    { value: "balance", label: t("campaign.counted.balance") },
    ...own.map((one) => ({ value: one.path, label: one.label })),
    { value: OTHER, label: t("campaign.counted.other") },
  ];
  const of = typeof counted.of === "string" && choices.some((one) => one.value === counted.of) ? counted.of : OTHER;
  return (
    <Stack gap="xs">
      <Select
        label={t("campaign.counted.of")}
        data-field={`${pointer}/of`}
        allowDeselect={false}
        data={choices}
        value={of}
        onChange={(next) => next && set({ of: next === OTHER ? { count: "order" } : next })}
      />
      {of === OTHER && (
        <Expression value={counted.of} onChange={(next) => set({ of: next })} pointer={`${pointer}/of`} />
      )}
      <Group gap="xs" align="flex-end">
        <TextInput
          w={110}
          inputMode="decimal"
          label={t("campaign.counted.times")}
          data-field={`${pointer}/times`}
          value={String(counted.times ?? "1")}
          onChange={(event) => set({ times: event.currentTarget.value.replace(",", ".") })}
        />
        <Select
          w={160}
          label={t("campaign.counted.rounding")}
          data-field={`${pointer}/rounding`}
          allowDeselect={false}
          data={ROUNDINGS.map((one) => ({ value: one, label: t(`campaign.counted.rounded.${one}`) }))}
          value={String(counted.rounding ?? "down")}
          onChange={(next) => next && set({ rounding: next })}
        />
        <NumberInput
          w={110}
          label={t("campaign.counted.atMost")}
          data-field={`${pointer}/at_most`}
          min={1}
          allowDecimal={false}
          value={typeof counted.at_most === "number" ? counted.at_most : ""}
          onChange={(next) => set({ at_most: next === "" ? null : Number(next) })}
        />
      </Group>
    </Stack>
  );
}

/** An expression of the condition language, as it is kept; what can't be read yet stays in the field. */
function Expression({
  value,
  onChange,
  pointer,
}: {
  value: Json | undefined;
  onChange: (value: Json) => void;
  pointer: string;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(value ?? {}));
  const [bad, setBad] = useState(false);
  const read = (next: string) => {
    setText(next);
    try {
      onChange(JSON.parse(next) as Json);
      setBad(false);
    } catch {
      setBad(true);
    }
  };
  return (
    <Textarea
      label={t("campaign.counted.expression")}
      description={t("campaign.counted.expressionHint")}
      inputWrapperOrder={HINT_BELOW}
      error={bad ? t("campaign.counted.unreadable") : undefined}
      data-field={pointer}
      autosize
      minRows={2}
      value={text}
      onChange={(event) => read(event.currentTarget.value)}
    />
  );
}
