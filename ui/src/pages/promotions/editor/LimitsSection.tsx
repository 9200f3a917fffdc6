/** How much a promotion gives to one cart at most. */
import { Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { AmountsField } from "../../../parts/AmountsField";
import { Section } from "../../../parts/Section";
import { faultUnder } from "../../../parts/schema";
import { NumberField } from "../../../parts/TypedNumber";
import { type SectionProps, wrongIn } from "./MoreSections";
import { useSayings } from "./sayings";
import { PIECES } from "./words";

export function LimitsSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  const { limits } = words;
  const shared = (name: keyof typeof limits) => ({
    label: t(`promo.limits.${name}`),
    description: t(`promo.limitsHint.${name}`),
    placeholder: t("rule.noLimit"),
    width: 200,
    value: limits[name],
    required: false,
    error: faultUnder(faults, `/limits/${name}`),
    pointer: `/limits/${name}`,
    onChange: (value: (typeof limits)["pieces"]) => setWords({ limits: { ...limits, [name]: value } }),
  });
  return (
    <Section
      title={t("promo.limits.title")}
      says={useSayings(writing).limits}
      speaks={Object.values(limits).some((one) => one !== null)}
      wrong={wrongIn(writing, "/limits")}
    >
      <Group gap="sm" align="flex-start">
        <NumberField schema={PIECES} {...shared("pieces")} />
        <AmountsField schema={{}} {...shared("amount")} />
        <AmountsField schema={{}} {...shared("floor")} />
      </Group>
    </Section>
  );
}
