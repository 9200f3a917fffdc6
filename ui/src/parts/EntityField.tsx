/** Who owes points. Left empty it is the shop, which the server knows by a word of its own and each reader by theirs. */
import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SHOP } from "./entity";

interface Props extends Omit<TextInputProps, "value" | "onChange"> {
  value: string;
  onChange: (entity: string) => void;
}

export function EntityField({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  // What is typed stands as it is, also where it is that very word.
  const [typed, setTyped] = useState<string | null>(null);
  const meant = typed?.trim() ? typed : SHOP;
  const shown = typed !== null && meant === value ? typed : value === SHOP ? "" : value;
  return (
    <TextInput
      maxLength={200}
      placeholder={t("liability.shop")}
      value={shown}
      data-field="/legal_entity"
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        onChange(next.trim() ? next : SHOP);
      }}
      {...rest}
    />
  );
}
