/** All steps are done or left out: what was left out, and where to look next. */
import { Anchor, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { FirstHourStep } from "../../api/schema";
import { useMayOpen } from "../../shell/needs";

const NEXT = [
  ["customers", "/customers"],
  ["campaigns", "/campaigns/new"],
  ["promotions", "/promotions/new"],
  ["newsletter", "/messages/newsletters/new"],
  ["reports", "/reports"],
  ["people", "/settings/users"],
] as const;

export function Finished({ steps, onGo }: { steps: FirstHourStep[]; onGo: (step: string) => void }) {
  const { t } = useTranslation();
  const mayOpen = useMayOpen();
  const left = steps.filter((one) => one.state !== "done");
  return (
    <Paper p="md" component="section" aria-labelledby="step-title">
      <Stack gap="md">
        <div>
          <Title order={2} id="step-title">
            {left.length === 0 ? t("start.allDone") : t("start.forNow")}
          </Title>
          <Text c="dimmed">{left.length === 0 ? t("start.allDoneText") : t("start.forNowText")}</Text>
        </div>
        {left.length > 0 && (
          <Stack gap={4}>
            {left.map(({ step }) => (
              <Anchor key={step} component="button" type="button" size="sm" ta="left" onClick={() => onGo(step)}>
                {t(`start.step.${step}`)}
              </Anchor>
            ))}
          </Stack>
        )}
        <div>
          <Title order={3} mb={4}>
            {t("start.nextTitle")}
          </Title>
          <Stack gap={8}>
            {NEXT.filter(([, to]) => mayOpen(to)).map(([name, to]) => (
              <div key={name}>
                <Anchor component={Link} to={to} size="sm">
                  {t(`start.goOn.${name}`)}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {t(`start.goOnText.${name}`)}
                </Text>
              </div>
            ))}
          </Stack>
        </div>
      </Stack>
    </Paper>
  );
}
