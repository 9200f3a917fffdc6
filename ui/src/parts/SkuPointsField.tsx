/** A number of points for each of some SKUs: rows of a product of the shop's and its points. */
import { ActionIcon, Button, Group, Input, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import { SkuSelect } from "./SkuSelect";
import { type InputProps, NumberField } from "./TypedNumber";

interface Row {
  key: number;
  sku: string | null;
  points: Json;
}

const POINTS = { type: "integer", format: "points", minimum: 1 };

const rowsOf = (value: Json | undefined): Row[] => {
  const given = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  const rows = given.map(([sku, points], key) => ({ key, sku, points: points ?? null }));
  return rows.length > 0 ? rows : [{ key: 0, sku: null, points: null }];
};

/** What is sent: a row without a product isn't there yet. */
const bySku = (rows: Row[]): Json =>
  Object.fromEntries(rows.flatMap((row) => (row.sku === null ? [] : [[row.sku, row.points]])));

export function SkuPointsField({ label, description, value, onChange, error, pointer }: InputProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState(() => rowsOf(value));
  const put = (next: Row[]) => {
    setRows(next);
    onChange(bySku(next));
  };
  const change = (key: number, part: Partial<Row>) =>
    put(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => put([...rows, { key: Math.max(...rows.map((row) => row.key), 0) + 1, sku: null, points: null }]);
  return (
    <Input.Wrapper label={label} labelElement="div" description={description} error={error} w="100%">
      <Stack gap="xs" mt={4} role="group" aria-label={label}>
        {rows.map((row, index) => (
          <Group key={row.key} gap="xs" wrap="nowrap" align="flex-start">
            <SkuSelect
              label={t("sku.product", { number: index + 1 })}
              value={row.sku}
              taken={rows.flatMap((one) => (one.sku && one.key !== row.key ? [one.sku] : []))}
              field={index === 0 ? pointer : undefined}
              onChange={(sku) => change(row.key, { sku })}
            />
            <NumberField
              schema={POINTS}
              label=""
              ariaLabel={t("sku.points", { number: index + 1 })}
              placeholder={t("sku.pointsHint")}
              width={96}
              value={row.points}
              required
              pointer={`${pointer}/${row.sku ?? ""}`}
              onChange={(points) => change(row.key, { points })}
            />
            <ActionIcon
              size={36}
              aria-label={t("sku.remove", { number: index + 1 })}
              disabled={rows.length === 1}
              onClick={() => put(rows.filter((one) => one.key !== row.key))}
            >
              <IconTrash size={18} stroke={1.5} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        mt="xs"
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={16} stroke={1.5} />}
        onClick={add}
      >
        {t("sku.add")}
      </Button>
    </Input.Wrapper>
  );
}
