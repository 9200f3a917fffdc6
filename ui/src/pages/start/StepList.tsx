/** The steps with how each stands; any can be gone to at any time. */
import { Text, UnstyledButton } from "@mantine/core";
import { IconCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { FirstHourStep } from "../../api/schema";
import type { Step, StepState } from "./queries";
import classes from "./Start.module.css";

export function StepMark({ state }: { state: StepState }) {
  if (state === "done") return <IconCircleCheck size={18} stroke={1.5} color="var(--good)" aria-hidden />;
  if (state === "skipped") return <IconCircleDashed size={18} stroke={1.5} color="var(--faint)" aria-hidden />;
  return <IconCircle size={18} stroke={1.5} color="var(--faint)" aria-hidden />;
}

interface Props {
  steps: FirstHourStep[];
  here: Step | null;
  onGo: (step: string) => void;
}

export function StepList({ steps, here, onGo }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("start.steps")}>
      <ol className={classes.steps}>
        {steps.map(({ step, state }) => (
          <li key={step}>
            <UnstyledButton
              className={classes.step}
              aria-current={step === here ? "step" : undefined}
              onClick={() => onGo(step)}
            >
              <StepMark state={state} />
              <span>
                <Text component="span" size="sm" fw={step === here ? 600 : 400} display="block">
                  {t(`start.step.${step}`)}
                </Text>
                <Text component="span" size="xs" c="dimmed" display="block">
                  {t(`start.state.${state}`)}
                </Text>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </nav>
  );
}
