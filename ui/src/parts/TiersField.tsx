/** From which amount or how many pieces on how much is taken off: a row for each tier, the lowest first. */
import { ActionIcon, Button, Group, Input, SegmentedControl, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import { AmountsField } from "./AmountsField";
import { notGrowing, type TierValue, tiersOf } from "./compound";
import { ExactField, type InputProps, MoneyField, NumberField } from "./TypedNumber";

const LEAST_AMOUNT = { type: "object", format: "money", minimum: 0 };
const PIECES = { type: "integer", minimum: 1, maximum: 1_000_000 };
const PART = { type: "string", format: "percent", maximum: 100 };
const AMOUNTS = { format: "amounts" };

interface Row {
  key: number;
  at_least: Json;
  by: "percent" | "off";
  percent: Json;
  off: Json;
}

const BEGUN: Omit<Row, "key"> = { at_least: null, by: "percent", percent: null, off: null };

const rowsOf = (value: Json | undefined): Row[] => {
  const given = tiersOf(value).map((tier): Omit<Row, "key"> => {
    const by = tier.off === undefined || tier.off === null ? "percent" : "off";
    return { at_least: tier.at_least ?? null, by, percent: tier.percent ?? null, off: tier.off ?? null };
  });
  return (given.length > 0 ? given : [BEGUN]).map((row, key) => ({ ...row, key }));
};

const tierOf = (row: Row): TierValue => ({ at_least: row.at_least, [row.by]: row[row.by] });

export function TiersField({ schema, label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState(() => rowsOf(value));
  const byAmount = schema.format === "amount_tiers";
  const put = (next: Row[]) => {
    setRows(next);
    onChange(next.map(tierOf) as unknown as Json);
  };
  const change = (key: number, part: Partial<Row>) =>
    put(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const out = rows.every((row) => row.at_least !== null) ? notGrowing(rows.map(tierOf)) : -1;
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error} w="100%">
      <Stack gap="xs" mt={4} role="group" aria-label={label}>
        {rows.map((row, index) => (
          <TierRow
            key={row.key}
            row={row}
            number={index + 1}
            byAmount={byAmount}
            alone={rows.length === 1}
            pointer={index === 0 ? pointer : `${pointer}/${index}`}
            error={index === out ? t("tiers.order") : undefined}
            onChange={(part) => change(row.key, part)}
            onRemove={() => put(rows.filter((one) => one.key !== row.key))}
          />
        ))}
      </Stack>
      <Button
        mt="xs"
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() =>
          put([
            ...rows,
            { ...BEGUN, by: rows.at(-1)?.by ?? "percent", key: Math.max(...rows.map((row) => row.key)) + 1 },
          ])
        }
      >
        {t("tiers.add")}
      </Button>
    </Input.Wrapper>
  );
}

interface RowProps {
  row: Row;
  number: number;
  byAmount: boolean;
  alone: boolean;
  pointer: string;
  error: string | undefined;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
}

function TierRow({ row, number, byAmount, alone, pointer, error, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const Least = byAmount ? MoneyField : NumberField;
  const Off = row.by === "percent" ? ExactField : AmountsField;
  return (
    <Group gap="xs" align="flex-start">
      <Least
        schema={byAmount ? LEAST_AMOUNT : PIECES}
        label={number === 1 ? t(byAmount ? "tiers.fromAmount" : "tiers.fromPieces") : ""}
        ariaLabel={t("tiers.fromOf", { number })}
        width={150}
        value={row.at_least}
        required
        error={error}
        pointer={pointer}
        onChange={(at_least) => onChange({ at_least })}
      />
      <SegmentedControl
        mt={number === 1 ? 26 : 2}
        aria-label={t("tiers.byOf", { number })}
        value={row.by}
        onChange={(by) => onChange({ by: by as Row["by"] })}
        data={[
          { value: "percent", label: t("tiers.percent") },
          { value: "off", label: t("tiers.amount") },
        ]}
      />
      <Off
        key={row.by}
        schema={row.by === "percent" ? PART : AMOUNTS}
        label={number === 1 ? t("tiers.off") : ""}
        ariaLabel={t("tiers.offOf", { number })}
        width={190}
        value={row[row.by]}
        required
        pointer={`${pointer}/${row.by}`}
        onChange={(next) => onChange({ [row.by]: next })}
      />
      <ActionIcon
        size={36}
        mt={number === 1 ? 24 : 0}
        aria-label={t("tiers.remove", { number })}
        disabled={alone}
        onClick={onRemove}
      >
        <IconTrash size={16} stroke={1.5} />
      </ActionIcon>
    </Group>
  );
}
