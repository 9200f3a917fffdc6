/** What somebody should look at in a segment: its worst as a dot with a word, all of it in words with what to do. */
import { Box, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { HealthOut } from "../../api/schema";
import type { Segment } from "../../api/types";
import type { Formats } from "../../format/format";
import { asSentence } from "../../format/sentence";
import { useFormats } from "../../parts/Formats";
import { StateDot, type Tone } from "../../parts/StateDot";

const TONES: Record<HealthOut["kind"], Tone> = {
  broken: "bad",
  drifted: "bad",
  waiting: "warning",
  jumped: "warning",
  empty: "off",
};

/** The worst of it; the server tells it first. */
export function HealthDot({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const [worst, ...others] = segment.health;
  if (!worst) return <StateDot tone="good" label={t("health.kind.good")} />;
  const kinds = others.map((one) => t(`health.kind.${one.kind}`));
  return (
    <StateDot
      tone={TONES[worst.kind]}
      label={t(`health.kind.${worst.kind}`)}
      hint={kinds.length > 0 ? [t(`health.kind.${worst.kind}`), ...kinds].join(", ") : null}
    />
  );
}

/** What is meant, since when, about how many, and what to do. */
function told(one: HealthOut, segment: Segment, t: TFunction, format: Formats): string {
  const count = one.customers ?? 0;
  const number = format.number(count);
  const at = one.since ? format.instant(one.since) : "–";
  switch (one.kind) {
    case "broken":
      return t("health.broken", { reason: asSentence(segment.broken_reason ?? "") }).trim();
    case "waiting":
      return [
        t("health.waiting", { at, entered: format.number(one.entered ?? 0), left: format.number(one.left ?? 0) }),
        one.cooling && t("health.cooling", { count: one.cooling, number: format.number(one.cooling) }),
      ]
        .filter(Boolean)
        .join(" ");
    case "drifted":
      return t("health.drifted", { count, number, at });
    case "jumped":
      return t("health.jumped", { count, number });
    case "empty":
      return t("health.empty");
  }
}

interface RemarksProps {
  segment: Segment;
  /** What can be done about it, right there. */
  actionFor: (kind: HealthOut["kind"]) => ReactNode;
}

/** All there is to look at; nothing when all is well. */
export function HealthRemarks({ segment, actionFor }: RemarksProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const waits = segment.health.some((one) => one.kind === "waiting");
  // What waits is a jump, so that it jumped needn't be said again.
  const remarks = segment.health.filter((one) => !(waits && one.kind === "jumped"));
  if (remarks.length === 0) return null;
  return (
    <Paper p="md" mb="lg" component="section" aria-label={t("health.title")}>
      <Title order={2} mb="xs">
        {t("health.title")}
      </Title>
      <Stack gap="sm">
        {remarks.map((one) => (
          <Group key={one.kind} gap="md" align="flex-start" justify="space-between">
            <Box maw={760} miw={0} flex="1 1 280px">
              <StateDot tone={TONES[one.kind]} label={t(`health.kind.${one.kind}`)} />
              <Text size="sm" c="dimmed" pl={16} className="break">
                {told(one, segment, t, format)}
              </Text>
            </Box>
            {actionFor(one.kind)}
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
