/** What a shop begins with, as long as some of it is yet to be done. */
import { Anchor, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { StartedOut } from "../../api/schema";

const STEPS = [
  ["orders", "/settings/import"],
  ["segments", "/segments/new"],
  ["earning", "/points/rules/new"],
] as const;

export function FirstSteps({ started }: { started: StartedOut }) {
  const { t } = useTranslation();
  if (STEPS.every(([step]) => started[step])) return null;
  return (
    <Paper p="md" component="section" aria-label={t("home.firstSteps")}>
      <Title order={2} mb="sm">
        {t("home.firstSteps")}
      </Title>
      <Stack gap={8}>
        {STEPS.map(([step, to]) => (
          <Text key={step} size="sm" style={{ display: "flex", gap: 8, alignItems: "center" }}>
            {started[step] ? (
              <IconCircleCheck size={18} stroke={1.5} color="var(--good)" aria-label={t("home.done")} />
            ) : (
              <IconCircle size={18} stroke={1.5} color="var(--faint)" aria-hidden />
            )}
            {started[step] ? (
              <Text component="span" size="sm" c="dimmed">
                {t(`home.step.${step}`)}
              </Text>
            ) : (
              <Anchor component={Link} to={to} size="sm">
                {t(`home.step.${step}`)}
              </Anchor>
            )}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
