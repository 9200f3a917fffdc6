/** From when until when, in the shop's local time; either may be open. */
import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { InstantField } from "./DayAndTime";

export interface Period {
  starts_at: string | null;
  ends_at: string | null;
}

interface Props {
  period: Period;
  onChange: (period: Period) => void;
  errorOf: (pointer: string) => string | undefined;
}

export function PeriodInput({ period, onChange, errorOf }: Props) {
  const { t } = useTranslation();
  const input = (name: keyof Period, label: string, placeholder: string) => (
    <InstantField
      flex="1 1 200px"
      label={label}
      placeholder={placeholder}
      value={period[name]}
      onChange={(next) => onChange({ ...period, [name]: next })}
      error={errorOf(`/${name}`)}
      data-field={`/${name}`}
    />
  );
  return (
    <Group gap="sm" align="flex-start">
      {input("starts_at", t("period.from"), t("period.open"))}
      {input("ends_at", t("period.until"), t("period.open"))}
    </Group>
  );
}
