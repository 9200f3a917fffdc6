/** Whom a mass transaction is for: a segment, a list that is pasted or read from a file, or whom a condition finds. */
import { Group, Paper, SegmentedControl, Select, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../../api/queries";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { FileList } from "../../../parts/FileList";
import { useFormats } from "../../../parts/Formats";
import { faultUnder } from "../earning/words";
import type { Way } from "./words";
import type { MassWriting } from "./writing";

const WAYS = ["segment", "customers", "condition"] as const;

export function AudienceInputs({ writing }: { writing: MassWriting }) {
  const { t } = useTranslation();
  const { words, setWords } = writing;
  return (
    <Paper p="md" component="section" aria-labelledby="mass-whom">
      <Title order={2} id="mass-whom" mb="sm">
        {t("mass.whom")}
      </Title>
      <Stack gap="sm">
        <Group>
          <SegmentedControl
            aria-label={t("mass.whom")}
            value={words.way}
            onChange={(way) => setWords({ way: way as Way })}
            data={WAYS.map((value) => ({ value, label: t(`mass.way.${value}`) }))}
          />
        </Group>
        {words.way === "segment" && <SegmentInput writing={writing} />}
        {words.way === "customers" && <ListInput writing={writing} />}
        {words.way === "condition" && (
          <div data-field="/audience/condition" tabIndex={-1}>
            <ConditionEditor
              state={writing.state}
              subject="customer"
              speech={writing.speech}
              remarks={writing.remarks}
            />
          </div>
        )}
        <Text size="xs" c="dimmed">
          {t("mass.guestsHint")}
        </Text>
      </Stack>
    </Paper>
  );
}

function SegmentInput({ writing: { words, setWords, faults } }: { writing: MassWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 200);
  const all = useValues("segment", "");
  const names = new Map((all.data?.data ?? []).map((one) => [one.value, one.label]));
  const chosen = words.segment !== null && typed === (names.get(words.segment) ?? words.segment);
  const { data } = useValues("segment", chosen ? "" : search);
  const found = data?.data ?? [];
  const sizes = new Map(found.map((one) => [one.value, one.count]));
  const kept = words.segment !== null && !sizes.has(words.segment) ? [words.segment] : [];
  return (
    <Select
      label={t("mass.segment")}
      placeholder={t("value.choose")}
      searchable
      filter={({ options }) => options}
      data={[
        ...found.map((one) => ({ value: one.value, label: one.label })),
        ...kept.map((value) => ({ value, label: names.get(value) ?? value })),
      ]}
      searchValue={typed}
      onSearchChange={setTyped}
      value={words.segment}
      onChange={(segment) => setWords({ segment })}
      error={faultUnder(faults, "/audience/segment")}
      data-field="/segment"
      nothingFoundMessage={t("mass.noSegment")}
      renderOption={({ option }) => (
        <Group justify="space-between" wrap="nowrap" gap="sm" w="100%">
          <Text size="sm" truncate>
            {option.label}
          </Text>
          {typeof sizes.get(option.value) === "number" && (
            <Text size="xs" c="dimmed" className="figures">
              {format.number(sizes.get(option.value) as number)}
            </Text>
          )}
        </Group>
      )}
    />
  );
}

function ListInput({ writing: { words, setWords, names, faults } }: { writing: MassWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <FileList
      label={t("pins.list")}
      description={t("mass.listHint")}
      value={words.list}
      onChange={(list) => setWords({ list })}
      error={faultUnder(faults, "/audience/customers")}
      field="/audience/customers"
      readBy="/v1/points/mass/names"
      listOf={(answer) => answer.names ?? []}
      told={t("mass.named", { count: names.length, number: format.number(names.length) })}
    />
  );
}
