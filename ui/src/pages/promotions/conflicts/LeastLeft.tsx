/** How much of what a line costs should be left. */
import { NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function LeastLeft({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <NumberInput
      size="xs"
      maw={320}
      label={t("conflict.leastLeft")}
      suffix="%"
      min={0}
      max={100}
      decimalScale={2}
      clampBehavior="strict"
      value={value}
      onChange={(next) => onChange(next === "" ? "0" : String(next))}
    />
  );
}
