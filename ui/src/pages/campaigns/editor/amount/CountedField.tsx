/** So many points: a number, or as many as a formula comes to. */
import { Anchor, Group, Input, NumberInput, SegmentedControl, Select, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../../api/queries";
import type { Json, VocabularyDocument } from "../../../../api/types";
import { faultAt, faultUnder } from "../../../../parts/schema";
import { HINT_BELOW, type InputProps } from "../../../../parts/TypedNumber";
import { useSeen } from "../DrawingContext";
import { FormulaEditor } from "./FormulaEditor";
import { type Chain, readChain, said, valuesOf, write } from "./formula";
import { BALANCE, expressionOf, OF_ORDER, ORDER, useWords } from "./useWords";

type Values = Record<string, Json>;
const ROUNDINGS = ["down", "half_up", "up"] as const;

const without = (values: Values, name: string): Values =>
  Object.fromEntries(Object.entries(values).filter(([one]) => one !== name));

const countedOf = (value: Json | undefined): Values | null =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;

export function CountedField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const { draft } = useSeen();
  const { data } = useVocabulary();
  const counted = countedOf(value);
  const begins = draft.trigger?.kind === "order" ? `${ORDER}${OF_ORDER[0]}` : BALANCE;
  const fresh = { of: { multiply: [begins, { number: "0.1" }] } };
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={counted ? undefined : error}
      inputWrapperOrder={HINT_BELOW}
    >
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
          onChange={(how) => onChange(how === "number" ? 100 : fresh)}
        />
        {counted && data && <Parts document={data} counted={counted} onChange={onChange} pointer={pointer} />}
        {!counted && (
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

interface PartsProps {
  document: VocabularyDocument;
  counted: Values;
  onChange: (value: Json) => void;
  pointer: string;
}

function Parts({ document, counted, onChange, pointer }: PartsProps) {
  const { t } = useTranslation();
  const faults = useSeen().reading?.errors ?? [];
  const chain = chainOf(counted);
  const words = useWords(document, valuesOf(chain));
  const [asJson, setAsJson] = useState(!canBeEdited(chain));
  const set = (change: Values) => onChange({ ...counted, ...change });
  const { pointers } = write(chain);
  const of = `${pointer}/of`;
  const rounding = String(counted.rounding ?? "down") as (typeof ROUNDINGS)[number];
  return (
    <Stack gap="xs">
      {asJson ? (
        <Written
          value={counted.of}
          onChange={(next) => set({ of: next })}
          pointer={of}
          error={faultUnder(faults, of)}
        />
      ) : (
        <FormulaEditor
          document={document}
          words={words}
          faults={faults}
          at={(term) => of + (pointers.get(term) ?? "")}
          chain={chain}
          // The factor is one of the operations from here on.
          onChange={(next) => onChange({ ...without(counted, "times"), of: write(next).json })}
        />
      )}
      {canBeEdited(chain) && (
        <Anchor component="button" type="button" size="xs" w="fit-content" onClick={() => setAsJson(!asJson)}>
          {t(asJson ? "campaign.counted.asForm" : "campaign.counted.asJson")}
        </Anchor>
      )}
      <Group gap="xs" align="flex-start">
        <Select
          w={160}
          label={t("campaign.counted.rounding")}
          data-field={`${pointer}/rounding`}
          allowDeselect={false}
          data={ROUNDINGS.map((one) => ({ value: one, label: t(`campaign.counted.rounded.${one}`) }))}
          value={rounding}
          onChange={(next) => next && set({ rounding: next })}
        />
        <NumberInput
          w={130}
          label={t("campaign.counted.atMost")}
          data-field={`${pointer}/at_most`}
          min={1}
          allowDecimal={false}
          value={typeof counted.at_most === "number" ? counted.at_most : ""}
          onChange={(next) => set({ at_most: next === "" ? null : Number(next) })}
          error={faultAt(faults, `${pointer}/at_most`)}
        />
      </Group>
      <Text size="sm" role="status">
        {t(`campaign.counted.points.${rounding}`, { formula: said(chain, words) })}
      </Text>
    </Stack>
  );
}

/** What is counted, and the factor of what was written without one, as one formula. */
function chainOf(counted: Values): Chain {
  const chain = readChain(counted.of ?? "");
  const times = String(counted.times ?? "1");
  if (Number(times) === 1) return chain;
  return { ...chain, links: [...chain.links, { op: "multiply", term: { kind: "number", text: times } }] };
}

/** Whether the form knows each value; one that was typed may be none of the language. */
function canBeEdited(chain: Chain): boolean {
  return valuesOf(chain).every((of) => typeof of === "string" || expressionOf(of) !== null);
}

interface WrittenProps {
  value: Json | undefined;
  onChange: (value: Json) => void;
  pointer: string;
  error?: string;
}

/** The formula as it is kept; what can't be read yet stays in the field. */
function Written({ value, onChange, pointer, error }: WrittenProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(value ?? "", null, 1));
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
      error={bad ? t("campaign.counted.unreadable") : error}
      data-field={pointer}
      autosize
      minRows={3}
      value={text}
      onChange={(event) => read(event.currentTarget.value)}
    />
  );
}
