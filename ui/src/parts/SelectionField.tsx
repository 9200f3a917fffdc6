/** Some products: these SKUs, and whatever lies in these categories or below. */
import { Input, SimpleGrid, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import { CategoryInput } from "./CategoryInput";
import { type SelectionValue, selectionOf } from "./compound";
import { SkuMultiSelect } from "./SkuMultiSelect";
import type { InputProps } from "./TypedNumber";

interface InputsProps {
  value: SelectionValue;
  onChange: (value: SelectionValue) => void;
  pointer: string;
}

export function SelectionInputs({ value, onChange, pointer }: InputsProps) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
      <SkuMultiSelect
        label={t("selection.skus")}
        values={value.skus}
        onChange={(skus) => onChange({ ...value, skus })}
        field={pointer}
      />
      <CategoryInput
        label={t("selection.categories")}
        values={value.categories}
        onChange={(categories) => onChange({ ...value, categories })}
        field={`${pointer}/categories`}
      />
    </SimpleGrid>
  );
}

export function SelectionField({ label, description, value, onChange, error, required, pointer }: InputProps) {
  const on = required || (value !== null && value !== undefined);
  return (
    <Input.Wrapper
      label={required ? label : undefined}
      description={required ? description : undefined}
      error={error}
      w="100%"
    >
      {!required && (
        <Switch
          label={label}
          description={description}
          checked={on}
          onChange={(event) => onChange(event.currentTarget.checked ? { skus: [], categories: [] } : null)}
        />
      )}
      {on && (
        <div style={{ marginTop: required ? 4 : 8 }}>
          <SelectionInputs
            value={selectionOf(value)}
            onChange={(next) => onChange(next as unknown as Json)}
            pointer={pointer}
          />
        </div>
      )}
    </Input.Wrapper>
  );
}
