/** What customers are told of a promotion: its label in their language, and how much more would have to be in the cart. */
import { Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LabelsInput } from "../../../parts/LabelsInput";
import { Section } from "../../../parts/Section";
import { type SectionProps, wrongIn } from "./MoreSections";
import { useSayings } from "./sayings";

export function TellingSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, carts } = writing;
  const missable = carts.json !== null;
  return (
    <Section
      title={t("promo.telling")}
      says={useSayings(writing).telling}
      speaks={words.labels.length > 0 || words.nudges}
      wrong={wrongIn(writing, "/labels", "/nudges")}
    >
      <Stack gap="md">
        <div>
          <Text size="xs" c="dimmed" mb="xs">
            {t("promo.labelsHint")}
          </Text>
          <LabelsInput labels={words.labels} onChange={(labels) => setWords({ labels })} faults={faults} />
        </div>
        <Switch
          label={t("promo.nudges")}
          description={t(missable ? "promo.nudgesHint" : "promo.nudgesNeed")}
          disabled={!missable}
          checked={missable && words.nudges}
          onChange={(event) => setWords({ nudges: event.currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}
