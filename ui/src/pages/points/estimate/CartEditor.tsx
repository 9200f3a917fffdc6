/** A sample cart as one types it: whose it is, of which store, pieces of products at a price, shipping. */

import { ActionIcon, Button, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";
import { FIRST_KIND, PointsKindSelect } from "../../../parts/PointsKindSelect";
import { SkuSelect } from "../../../parts/SkuSelect";
import { plainNumber } from "../../../parts/schema";
import { CustomerSelect } from "../../customers/CustomerSelect";
import { nameOf } from "../../customers/columns";
import { type CartRow, EMPTY_ROW, isNoAmount, isNoNumber, type SampleCart } from "./cart";
import classes from "./Estimate.module.css";
import { StoreSelect } from "./StoreSelect";

interface Props {
  cart: SampleCart;
  onChange: (cart: SampleCart) => void;
  /** Whose it may be: of one, whom the page is about, or of anybody. */
  of?: "one" | "anybody";
}

export function CartEditor({ cart, onChange, of = "anybody" }: Props) {
  const { t } = useTranslation();
  const { currency, places } = useFormats();
  const { rows, customer } = cart;
  const isWrong = rows.some((row) => isNoAmount(row.price, places)) || isNoAmount(cart.shipping, places);
  const isMiscounted = rows.some((row) => isNoNumber(row.pieces));
  const change = (key: number, part: Partial<CartRow>) =>
    onChange({ ...cart, rows: rows.map((row) => (row.key === key ? { ...row, ...part } : row)) });
  const add = () => {
    const key = Math.max(...rows.map((row) => row.key), 0) + 1;
    onChange({ ...cart, rows: [...rows, { key, ...EMPTY_ROW }] });
  };
  return (
    <Stack gap="xs">
      {of === "anybody" && (
        <CustomerSelect
          label={t("customers.one")}
          placeholder={t("estimate.nobody")}
          size="xs"
          chosen={customer ? { id: customer.id, label: nameOf(customer) } : null}
          onChoose={(next) => onChange({ ...cart, customer: next })}
          onClear={() => onChange({ ...cart, customer: null })}
        />
      )}
      <PointsKindSelect
        spendable
        size="xs"
        value={cart.pointsKind ?? FIRST_KIND}
        onChange={(pointsKind) => onChange({ ...cart, pointsKind })}
      />
      <StoreSelect store={cart.store ?? null} onChoose={(store) => onChange({ ...cart, store })} />
      <div className={classes.rows}>
        <div className={classes.rowHead} aria-hidden>
          <span>{t("estimate.product")}</span>
          <span>{t("estimate.pieces")}</span>
          <span>{t("estimate.price", { currency })}</span>
        </div>
        {rows.map((row, index) => (
          <div key={row.key} className={classes.row}>
            <SkuSelect
              size="xs"
              label={t("sku.product", { number: index + 1 })}
              value={row.sku}
              onChange={(sku, price) => change(row.key, price === null ? { sku } : { sku, price })}
            />
            <PlainInput
              width="100%"
              label={t("estimate.piecesOf", { number: index + 1 })}
              value={row.pieces}
              wrong={isNoNumber(row.pieces)}
              onChange={(pieces) => change(row.key, { pieces })}
            />
            <PlainInput
              width="100%"
              label={t("estimate.priceOf", { number: index + 1 })}
              value={row.price}
              wrong={isNoAmount(row.price, places)}
              onChange={(price) => change(row.key, { price })}
            />
            <ActionIcon
              size={28}
              aria-label={t("sku.remove", { number: index + 1 })}
              disabled={rows.length === 1}
              onClick={() => onChange({ ...cart, rows: rows.filter((one) => one.key !== row.key) })}
            >
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </div>
        ))}
      </div>
      {isWrong && (
        <span className="field-error" role="alert">
          {t("estimate.noAmount", { places })}
        </span>
      )}
      {isMiscounted && (
        <span className="field-error" role="alert">
          {t("estimate.noNumber")}
        </span>
      )}
      <Group justify="space-between" align="center" gap="xs">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          flex="none"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={add}
        >
          {t("sku.add")}
        </Button>
        <Group gap="xs" wrap="nowrap" pr={32}>
          <span className="field-hint">{t("estimate.shipping")}</span>
          <PlainInput
            label={t("estimate.shipping")}
            value={cart.shipping}
            wrong={isNoAmount(cart.shipping, places)}
            placeholder="0"
            onChange={(shipping) => onChange({ ...cart, shipping })}
          />
        </Group>
      </Group>
    </Stack>
  );
}

interface PlainProps {
  label: string;
  value: string;
  placeholder?: string;
  wrong: boolean;
  width?: number | string;
  onChange: (plain: string) => void;
}

/** A number as it is typed, kept as plain decimal text. */
function PlainInput({ label, value, placeholder, wrong, width = 76, onChange }: PlainProps) {
  const format = useFormats();
  const [typed, setTyped] = useState(value);
  const shown = plainNumber(typed, format.language) === value ? typed : value;
  return (
    <TextInput
      size="xs"
      w={width}
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      placeholder={placeholder}
      value={shown}
      error={wrong}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange(plainNumber(event.currentTarget.value, format.language));
      }}
      styles={{ input: { textAlign: "right", fontVariantNumeric: "tabular-nums" } }}
    />
  );
}
