/** Which lines of an order count: all, those of marked products, of categories, or those that a condition lets through. */
import { Radio, Select, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../../../condition/ConditionEditor";
import { fieldLabel } from "../../../condition/words";
import { CategoryInput } from "../../../parts/CategoryInput";
import { Section } from "../../../parts/Section";
import { type SectionProps, wrongIn } from "./MoreSections";
import { useSayings } from "./sayings";
import { faultUnder, type Words } from "./words";

const WHICH = ["all", "marked", "categories", "condition"] as const;
const ATTRIBUTES = "product.attributes.";

export function ProductsSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, lines, faults } = writing;
  const { products } = words;
  const set = (part: Partial<Words["products"]>) => setWords({ products: { ...products, ...part } });
  return (
    <Section
      title={t("rule.products")}
      says={useSayings(writing).products}
      speaks={products.which !== "all"}
      wrong={wrongIn(writing, "/products")}
    >
      <Stack gap="sm">
        <Radio.Group
          aria-label={t("rule.products")}
          value={products.which}
          onChange={(which) => set({ which: which as Words["products"]["which"] })}
        >
          <Stack gap="xs">
            {WHICH.map((which) => (
              <Radio key={which} value={which} label={t(`rule.which.${which}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {products.which === "marked" && (
          <AttributeSelect
            writing={writing}
            value={products.attribute}
            onChange={(attribute) => set({ attribute })}
            error={faultUnder(faults, "/products/attribute")}
          />
        )}
        {products.which === "categories" && (
          <CategoryInput
            label={t("rule.categories")}
            description={t("rule.categoriesHint")}
            values={products.categories}
            onChange={(categories) => set({ categories })}
            error={faultUnder(faults, "/products/categories")}
            field="/products/categories"
          />
        )}
        {products.which === "condition" && (
          <div data-field="/products/condition" tabIndex={-1}>
            <ConditionEditor
              state={lines.state}
              subject="line"
              speech={lines.speech}
              remarks={lines.remarks(faults)}
              label={t("rule.lineCondition")}
            />
          </div>
        )}
      </Stack>
    </Section>
  );
}

interface AttributeProps extends SectionProps {
  value: string | null;
  onChange: (attribute: string | null) => void;
  error: string | undefined;
}

/** The yes-or-no attributes of products that the shop has declared. */
function AttributeSelect({ writing, value, onChange, error }: AttributeProps) {
  const { t } = useTranslation();
  const marks = writing.lines.speech.vocabulary.document.fields
    .filter((field) => field.type === "boolean" && field.path.startsWith(ATTRIBUTES))
    .map((field) => ({ value: field.path.slice(ATTRIBUTES.length), label: fieldLabel(t, field) }));
  const gone = value !== null && !marks.some((mark) => mark.value === value) ? [{ value, label: value }] : [];
  if (marks.length + gone.length === 0) {
    return (
      <Text size="sm" c="dimmed" data-field="/products/attribute" tabIndex={-1}>
        {t("rule.noMarks")}
      </Text>
    );
  }
  return (
    <Select
      w={{ base: "100%", xs: 360 }}
      label={t("rule.attribute")}
      placeholder={t("value.choose")}
      data={[...marks, ...gone]}
      value={value}
      onChange={onChange}
      error={error}
      data-field="/products/attribute"
    />
  );
}
