/** What codes are to look like, with one of them and how hard they are to guess. */
import { Group, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CodeFormat, FormatOut } from "../../../api/schema";
import type { Fault } from "../../../api/types";
import { capital } from "../../../condition/words";
import { useFormats } from "../../../parts/Formats";
import { faultAt } from "../../../parts/schema";
import { NumberField } from "../../../parts/TypedNumber";
import { ALPHABETS, SCHEMAS, type Words } from "./words";

interface Props {
  words: Words;
  setWords: (part: Partial<Words>) => void;
  faults: Fault[];
  found: FormatOut | undefined;
  stale: boolean;
}

export function FormatInputs({ words, setWords, faults, found, stale }: Props) {
  const { t } = useTranslation();
  const number = (name: "count" | "length" | "dash", width: number) => (
    <NumberField
      schema={SCHEMAS[name]}
      label={t(`coupon.${name}`)}
      width={width}
      value={words[name]}
      required={name !== "dash"}
      error={faultAt(faults, name === "count" ? "/count" : `/format/${name}`)}
      pointer={`/${name}`}
      onChange={(value) => setWords({ [name]: value })}
    />
  );
  const affix = (name: "prefix" | "suffix") => (
    <TextInput
      w={{ base: "100%", xs: 130 }}
      label={t(`coupon.${name}`)}
      maxLength={32}
      autoComplete="off"
      value={words[name]}
      error={faultAt(faults, `/format/${name}`)}
      onChange={(event) => setWords({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-start">
        {number("count", 130)}
        {number("length", 180)}
        <Select
          w={{ base: "100%", xs: 200 }}
          label={t("coupon.alphabet")}
          allowDeselect={false}
          data={ALPHABETS.map((one) => ({ value: one, label: t(`coupon.alphabets.${one}`) }))}
          value={words.alphabet}
          onChange={(alphabet) => alphabet && setWords({ alphabet: alphabet as CodeFormat["alphabet"] })}
        />
      </Group>
      <Group gap="sm" align="flex-start">
        {affix("prefix")}
        {affix("suffix")}
        {number("dash", 180)}
      </Group>
      <Example found={found} stale={stale} />
    </Stack>
  );
}

/** Beyond so many bits nobody ever guesses one, and the number says nothing to a person. */
const SAFE_BITS = 45;

function Example({ found, stale }: Pick<Props, "found" | "stale">) {
  const { t } = useTranslation();
  const format = useFormats();
  const odds = found ? format.spelt(Math.round(2 ** Math.min(found.bits, 60))) : "";
  return (
    <Paper p="sm" bg="var(--quiet)" aria-live="polite" aria-busy={stale}>
      <Text size="xs" c="dimmed">
        {t("coupon.example")}
      </Text>
      <Text ff="monospace" fw={600} className="break" data-testid="code-example" opacity={stale ? 0.5 : 1}>
        {found?.example ?? "…"}
      </Text>
      {found?.refused ? (
        <Text size="sm" c="var(--bad)" role="alert" className="break">
          {capital(found.refused)}.
        </Text>
      ) : (
        found && (
          <Text size="sm" c="dimmed">
            {found.bits > SAFE_BITS ? t("coupon.safe") : t("coupon.odds", { odds })}
          </Text>
        )
      )}
    </Paper>
  );
}
