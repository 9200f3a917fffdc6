/** How often a promotion can be used, how much it may take off in all, and who has to have points. */
import { Group, Stack, Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { PointsKindSelect } from "../../../parts/PointsKindSelect";
import { Section } from "../../../parts/Section";
import { SegmentSelect } from "../../../parts/SegmentSelect";
import { faultUnder } from "../../../parts/schema";
import { MoneyField, NumberField } from "../../../parts/TypedNumber";
import { type SectionProps, wrongIn } from "./MoreSections";
import { useSayings } from "./sayings";
import { BUDGET, COUNT } from "./words";

export function UsesSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults } = writing;
  const says = words.uses !== null || words.uses_per_customer !== null || words.stay !== null;
  const count = (name: "uses" | "uses_per_customer" | "least_points", placeholder: string) => (
    <NumberField
      schema={COUNT}
      label={t(`promo.uses.${name}`)}
      description={t(`promo.usesHint.${name}`)}
      placeholder={placeholder}
      width={200}
      value={words[name]}
      required={false}
      error={faultUnder(faults, `/${name}`)}
      pointer={`/${name}`}
      onChange={(value) => setWords({ [name]: value })}
    />
  );
  return (
    <Section
      title={t("promo.uses.title")}
      says={useSayings(writing).uses}
      speaks={says || words.budget !== null || words.least_points !== null || !words.gives_back}
      wrong={wrongIn(
        writing,
        "/uses",
        "/uses_per_customer",
        "/per_stay",
        "/budget",
        "/least_points",
        "/least_points_kind",
      )}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-start">
          {count("uses", t("rule.noLimit"))}
          {count("uses_per_customer", t("rule.noLimit"))}
        </Group>
        <Stay writing={writing} />
        <Group gap="sm" align="flex-start">
          <MoneyField
            schema={BUDGET}
            label={t("promo.uses.budget")}
            description={t("promo.usesHint.budget")}
            placeholder={t("rule.noLimit")}
            width={200}
            value={words.budget}
            required={false}
            error={faultUnder(faults, "/budget")}
            pointer="/budget"
            onChange={(budget) => setWords({ budget })}
          />
          {count("least_points", t("spending.any"))}
          {words.least_points !== null && (
            <PointsKindSelect
              label={t("promo.uses.least_points_kind")}
              value={words.least_points_kind}
              error={faultUnder(faults, "/least_points_kind")}
              onChange={(least_points_kind) => setWords({ least_points_kind })}
            />
          )}
        </Group>
        <Switch
          label={t("promo.uses.gives_back")}
          description={t("promo.usesHint.gives_back")}
          checked={words.gives_back}
          onChange={(event) => setWords({ gives_back: event.currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}

/** So many uses in each stay in a segment: whoever leaves and comes in again has them anew. */
function Stay({ writing: { words, setWords, faults } }: SectionProps) {
  const { t } = useTranslation();
  const { stay } = words;
  return (
    <Stack gap="xs">
      <Switch
        label={t("promo.uses.stay")}
        description={t("promo.usesHint.stay")}
        checked={stay !== null}
        onChange={(event) => setWords({ stay: event.currentTarget.checked ? { segment: null, uses: 1 } : null })}
      />
      {stay && (
        <Group gap="sm" pl={48} align="flex-start">
          <SegmentSelect
            label={t("promo.uses.segment")}
            value={stay.segment}
            error={faultUnder(faults, "/per_stay/segment")}
            field="/per_stay/segment"
            onChange={(segment) => setWords({ stay: { ...stay, segment } })}
          />
          <NumberField
            schema={COUNT}
            label={t("promo.uses.inStay")}
            width={160}
            value={stay.uses}
            required
            error={faultUnder(faults, "/per_stay/uses")}
            pointer="/per_stay/uses"
            onChange={(uses) => setWords({ stay: { ...stay, uses } })}
          />
        </Group>
      )}
    </Stack>
  );
}
