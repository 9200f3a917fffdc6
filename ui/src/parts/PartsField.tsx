/** What a set is made of: some products and how many pieces of them, part by part. */
import { ActionIcon, Button, Group, Input, Paper, Stack, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import { type PartValue, partsOf } from "./compound";
import { SelectionInputs } from "./SelectionField";
import { type InputProps, NumberField } from "./TypedNumber";

const PIECES = { type: "integer", minimum: 1, maximum: 1_000_000 };
const BEGUN: PartValue = { products: { skus: [], categories: [] }, pieces: 1 };

type Row = PartValue & { key: number };

export function PartsField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<Row[]>(() => {
    const given = partsOf(value);
    return (given.length > 0 ? given : [BEGUN]).map((part, key) => ({ ...part, key }));
  });
  const put = (next: Row[]) => {
    setRows(next);
    onChange(next.map(({ products, pieces }) => ({ products, pieces })) as unknown as Json);
  };
  const change = (key: number, part: Partial<PartValue>) =>
    put(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error} w="100%">
      <Stack gap="xs" mt={4} role="group" aria-label={label}>
        {rows.map((row, index) => (
          <Paper key={row.key} p="sm" bg="var(--quiet)" role="group" aria-label={t("parts.one", { number: index + 1 })}>
            <Group justify="space-between" mb={4}>
              <Text size="sm" fw={500}>
                {t("parts.one", { number: index + 1 })}
              </Text>
              <ActionIcon
                aria-label={t("parts.remove", { number: index + 1 })}
                disabled={rows.length === 1}
                onClick={() => put(rows.filter((one) => one.key !== row.key))}
              >
                <IconTrash size={16} stroke={1.5} />
              </ActionIcon>
            </Group>
            <Stack gap="xs">
              <SelectionInputs
                value={row.products}
                onChange={(products) => change(row.key, { products })}
                pointer={index === 0 ? pointer : `${pointer}/${index}`}
              />
              <NumberField
                schema={PIECES}
                label={t("parts.pieces")}
                width={120}
                value={row.pieces}
                required
                pointer={`${pointer}/${index}/pieces`}
                onChange={(pieces) => change(row.key, { pieces })}
              />
            </Stack>
          </Paper>
        ))}
      </Stack>
      <Button
        mt="xs"
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={() => put([...rows, { ...BEGUN, key: Math.max(...rows.map((row) => row.key), 0) + 1 }])}
      >
        {t("parts.add")}
      </Button>
    </Input.Wrapper>
  );
}
