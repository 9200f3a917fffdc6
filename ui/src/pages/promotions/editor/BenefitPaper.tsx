/** What a promotion gives: the kind, and its arguments drawn from the kind's schema. */
import { Input, Paper, Select, Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { SchemaForm } from "../../../parts/SchemaForm";
import { SkuSelect } from "../../../parts/SkuSelect";
import { faultAt } from "../../../parts/schema";
import { HINT_BELOW, type InputProps } from "../../../parts/TypedNumber";
import { argumentText, groupedBenefits } from "./sentence";
import type { PromotionWriting } from "./writing";

export function BenefitPaper({ writing }: { writing: PromotionWriting }) {
  const { t } = useTranslation();
  const { words, setWords, benefits, chooseBenefit, kind, faults } = writing;
  return (
    <Paper p="md" component="section" aria-labelledby="promo-benefit">
      <Title order={2} mb="sm" id="promo-benefit">
        {t("promo.benefit")}
      </Title>
      <Stack gap="sm">
        <Select
          w={{ base: "100%", xs: 400 }}
          label={t("promo.kind")}
          description={kind && t(`benefit.hint.${kind.kind}` as "benefit.hint.percent", { defaultValue: "" })}
          inputWrapperOrder={HINT_BELOW}
          allowDeselect={false}
          searchable
          maxDropdownHeight={420}
          data={groupedBenefits(benefits, t)}
          value={kind?.kind ?? null}
          onChange={chooseBenefit}
          error={faultAt(faults, "/benefit") ?? faultAt(faults, "/benefit/kind")}
        />
        {kind && (
          <SchemaForm
            key={kind.kind}
            schema={kind.schema}
            values={words.benefit}
            onChange={(benefit) => setWords({ benefit })}
            faults={faults}
            pointer="/benefit"
            textOf={(name, what) => argumentText(kind.kind, name, what, t)}
            inputs={INPUTS}
            inline
          />
        )}
      </Stack>
    </Paper>
  );
}

/** A product of the shop, where the format says no more than that it is a text. */
function SkuField({ label, description, value, onChange, error, pointer }: InputProps) {
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={error}
      inputWrapperOrder={HINT_BELOW}
      w={{ base: "100%", xs: 320 }}
    >
      <SkuSelect label={label} value={typeof value === "string" ? value : null} onChange={onChange} field={pointer} />
    </Input.Wrapper>
  );
}

const INPUTS = { sku: SkuField };
