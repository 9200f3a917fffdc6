/** Which kind of points is meant. As long as a shop has one kind there is nothing to choose, and nothing is shown. */
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePointsKinds } from "../api/queries";
import { useKindName } from "./kindName";

export const FIRST_KIND = "points";

interface Props {
  value: string;
  onChange: (kind: string) => void;
  /** Only of kinds that are spent. */
  spendable?: boolean;
  disabled?: boolean;
  label?: string;
  description?: string;
  size?: "xs" | "sm";
  w?: "100%";
  error?: string | undefined;
}

/** The kinds of points that are given, or the few of them that are spent. */
export function useOpenKinds(spendable = false) {
  const kinds = usePointsKinds().data ?? [];
  return kinds.filter((kind) => kind.archived_at === null && (kind.spendable || !spendable));
}

export function PointsKindSelect({ value, onChange, spendable, label, ...rest }: Props) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const kinds = useOpenKinds(spendable);
  const known = kinds.some((kind) => kind.id === value);
  if (kinds.length < 2 && (known || value === FIRST_KIND)) return null;
  const data = kinds.map((kind) => ({ value: kind.id, label: kindName(kind) }));
  return (
    <Select
      w={{ base: "100%", xs: 240 }}
      label={label ?? t("kinds.kind")}
      data={known ? data : [...data, { value, label: value }]}
      value={value}
      allowDeselect={false}
      data-field="/points_kind"
      onChange={(kind) => kind && onChange(kind)}
      {...rest}
    />
  );
}
