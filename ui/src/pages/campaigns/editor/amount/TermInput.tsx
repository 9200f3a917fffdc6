/** One value of a formula: of the order or event, of the customer, a number, or a formula in brackets. */
import { Button, Fieldset, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Fault, Json, VocabularyDocument } from "../../../../api/types";
import { fieldLabel } from "../../../../condition/words";
import { faultAt, faultUnder } from "../../../../parts/schema";
import { useSeen } from "../DrawingContext";
import { ExpressionDialog } from "./ExpressionDialog";
import { FormulaEditor } from "./FormulaEditor";
import type { Chain, Term, Words } from "./formula";
import { BALANCE, EVENT, expressionOf, OF_ORDER, ORDER } from "./useWords";

const ATTRIBUTES = "customer.attributes.";
const NUMBER = "number";
const BRACKETS = "brackets";
const OTHER = "other";

export interface Shared {
  document: VocabularyDocument;
  words: Words;
  faults: Fault[];
  /** Where a term lies in what is sent. */
  at: (term: Term) => string;
}

interface Props extends Shared {
  term: Term;
  label: string;
  onChange: (term: Term) => void;
}

export function TermInput({ term, label, onChange, ...shared }: Props) {
  const { t } = useTranslation();
  const choices = useChoices(shared.document);
  const [picking, setPicking] = useState(false);
  const { document, words, faults, at } = shared;
  const pointer = at(term);
  const own = term.kind === "value" && typeof term.of === "string" ? term.of : null;
  const known = choices.some(({ items }) => items.some((one) => one.value === own));
  const isOther = term.kind === "value" && !known && term.of !== "";
  const chosen = term.kind === "value" ? (known ? own : isOther ? OTHER : null) : term.kind;
  const choose = (next: string | null) => {
    if (next === NUMBER) onChange({ kind: "number", text: term.kind === "number" ? term.text : "" });
    else if (next === BRACKETS) onChange({ kind: "brackets", chain: { first: term, links: [] } });
    else if (next === OTHER) setPicking(true);
    else if (next) onChange({ kind: "value", of: next });
  };
  const done = (value: Json | undefined) => {
    setPicking(false);
    if (value !== undefined) onChange({ kind: "value", of: value });
  };
  return (
    <Stack gap={4} flex={1} miw={0}>
      <Select
        aria-label={label}
        placeholder={t("campaign.counted.choose")}
        data-field={term.kind === "value" ? pointer : undefined}
        searchable
        allowDeselect={false}
        data={choices}
        value={chosen}
        onChange={choose}
        error={term.kind === "value" ? faultUnder(faults, pointer) : faultAt(faults, pointer)}
      />
      {term.kind === "number" && (
        <TextInput
          aria-label={`${label}: ${t("campaign.counted.writtenNumber")}`}
          data-field={`${pointer}/number`}
          inputMode="decimal"
          value={term.text}
          error={faultAt(faults, `${pointer}/number`)}
          onChange={(event) => onChange({ kind: "number", text: event.currentTarget.value.replace(",", ".") })}
        />
      )}
      {isOther && (
        <Button
          variant="default"
          size="compact-sm"
          styles={{ root: { height: "auto", minHeight: 30 }, label: { whiteSpace: "normal", textAlign: "start" } }}
          onClick={() => setPicking(true)}
        >
          {expressionOf(term.of) ? words.value(term.of) : t("campaign.counted.choose")}
        </Button>
      )}
      {term.kind === "brackets" && (
        <Fieldset p="xs" aria-label={label}>
          <FormulaEditor
            {...shared}
            chain={term.chain}
            onChange={(chain: Chain) => onChange({ kind: "brackets", chain })}
          />
        </Fieldset>
      )}
      {picking && <ExpressionDialog document={document} value={term.kind === "value" ? term.of : ""} onDone={done} />}
    </Stack>
  );
}

/** What can be looked up where the campaign begins as it does. */
function useChoices(document: VocabularyDocument) {
  const { t } = useTranslation();
  const { draft, kinds } = useSeen();
  const trigger = kinds.trigger?.find((one) => one.kind === draft.trigger?.kind) as { gives?: string[] } | undefined;
  const numbers = document.fields.filter((one) => one.type === "number" || one.type === "money");
  const named = (prefix: string) =>
    numbers.filter((one) => one.path.startsWith(prefix)).map((one) => ({ value: one.path, label: fieldLabel(t, one) }));
  const ofOrder = OF_ORDER.map((one) => ({ value: ORDER + one, label: t(`campaign.counted.order.${one}`) }));
  const groups = [
    { group: t("campaign.counted.ofOrder"), items: trigger?.gives?.includes("order") ? ofOrder : [] },
    { group: t("campaign.counted.ofEvent"), items: draft.trigger?.kind === "event" ? named(EVENT) : [] },
    {
      group: t("campaign.counted.ofCustomer"),
      items: [
        { value: BALANCE, label: t("campaign.counted.balance") },
        ...named(ATTRIBUTES),
        { value: OTHER, label: t("campaign.counted.other") },
      ],
    },
    {
      group: t("campaign.counted.written"),
      items: [
        { value: NUMBER, label: t("campaign.counted.writtenNumber") },
        { value: BRACKETS, label: t("campaign.counted.brackets") },
      ],
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
