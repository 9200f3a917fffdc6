/** What a shop begins with, as long as some of it is neither done nor left out on purpose. */
import { Anchor, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMayOpen } from "../../shell/needs";
import { type Step, stepPath, useFirstHour } from "../start/queries";
import { StepMark } from "../start/StepList";

export function FirstSteps() {
  const { t } = useTranslation();
  const { data } = useFirstHour();
  const mayOpen = useMayOpen();
  const mine = (step: Step) => mayOpen(stepPath(step));
  if (!data?.steps.some((one) => one.state === "open" && mine(one.step))) return null;
  return (
    <Paper p="md" component="section" aria-label={t("home.firstSteps")}>
      <Title order={2} mb="sm">
        {t("home.firstSteps")}
      </Title>
      <Stack gap={8}>
        {data.steps.map(({ step, state }) => (
          <Text key={step} size="sm" style={{ display: "flex", gap: 8, alignItems: "center" }}>
            <StepMark state={state} />
            {state === "open" && mine(step) ? (
              <Anchor component={Link} to={stepPath(step)} size="sm">
                {t(`start.step.${step}`)}
              </Anchor>
            ) : (
              <Text component="span" size="sm" c="dimmed">
                {t("start.stepIs", { step: t(`start.step.${step}`), state: t(`start.state.${state}`) })}
              </Text>
            )}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
