/** How a promotion stands among the others: its lane, its place there, and what becomes of those after it. */

import { Group, NumberInput, Radio, Select, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "../../../parts/Section";
import { faultUnder } from "../../../parts/schema";
import { HINT_BELOW } from "../../../parts/TypedNumber";
import { laneName } from "../laneName";
import { type SectionProps, wrongIn } from "./MoreSections";
import { useSayings } from "./sayings";

const STOPS = ["none", "line", "cart"] as const;

export function AmongSection({ writing }: SectionProps) {
  const { t } = useTranslation();
  const { words, setWords, faults, lanes } = writing;
  const lane = lanes.find((one) => one.id === words.lane);
  return (
    <Section
      title={t("promo.among")}
      says={useSayings(writing).among}
      speaks={words.priority !== 0 || words.stop !== "none" || words.lane !== lanes[0]?.id}
      wrong={wrongIn(writing, "/lane", "/priority", "/stop")}
    >
      <Stack gap="md">
        <Group gap="sm" align="flex-start">
          {lanes.length > 1 && (
            <Select
              w={{ base: "100%", xs: 260 }}
              label={t("promo.lane")}
              description={lane && t(`policy.togetherHint.${lane.together}`)}
              inputWrapperOrder={HINT_BELOW}
              allowDeselect={false}
              data={lanes.map((one) => ({ value: one.id, label: laneName(one, t) }))}
              value={words.lane}
              error={faultUnder(faults, "/lane")}
              data-field="/lane"
              onChange={(next) => next && setWords({ lane: next })}
            />
          )}
          <NumberInput
            w={{ base: "100%", xs: 220 }}
            label={t("rule.priority")}
            description={t("promo.priorityHint")}
            inputWrapperOrder={HINT_BELOW}
            min={-1000}
            max={1000}
            allowDecimal={false}
            value={words.priority}
            error={faultUnder(faults, "/priority")}
            data-field="/priority"
            onChange={(priority) => setWords({ priority: Number(priority) || 0 })}
          />
        </Group>
        <Radio.Group
          label={t("promo.stop")}
          value={words.stop}
          onChange={(stop) => setWords({ stop: stop as typeof words.stop })}
        >
          <Stack gap="xs" mt={4}>
            {STOPS.map((one) => (
              <Radio key={one} value={one} label={t(`promo.stops.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Section>
  );
}
