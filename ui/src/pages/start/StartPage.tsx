/** The first hour: from an empty shop to the first mail, a step after the other, each of which can be left out. */
import { Grid, Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FirstHourStep } from "../../api/schema";
import { BelowAll } from "../../parts/Below";
import { PageHead } from "../../parts/PageHead";
import { ErrorState, Lines } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { FIRST_STEPS } from "../../shell/needs";
import { useMay } from "../../shell/SessionGate";
import { DataStep } from "./DataStep";
import { EarningStep } from "./EarningStep";
import { Finished } from "./Finished";
import { Footer } from "./Footer";
import { MailStep } from "./MailStep";
import { useFirstHour } from "./queries";
import { SegmentStep } from "./SegmentStep";
import { ShopStep } from "./ShopStep";
import { StepList } from "./StepList";

const FORMS = { shop: ShopStep, data: DataStep, segment: SegmentStep, earning: EarningStep, mail: MailStep } as const;

/** What a step's form is given. */
export interface StepProps {
  done: boolean;
  onNext: () => void;
}

export function Component() {
  const { t } = useTranslation();
  const { data, error, refetch } = useFirstHour();
  const [read, write] = useAddress({ steps: true });
  const [, forget] = useAddress();
  const said = read("step");
  const steps = data?.steps ?? [];
  // The step that is open stays when it is done: what came of it is to be read, and some are done more than once.
  const [opened, setOpened] = useState<string | null>(null);
  if (data && opened === null) setOpened(steps.find((one) => one.state === "open")?.step ?? "end");
  const isKnown = said === "end" || steps.some((one) => one.step === said);
  const here = steps.find((one) => one.step === (isKnown ? said : opened));
  const isUnknown = data !== undefined && said !== "" && !isKnown;
  useEffect(() => {
    if (isUnknown) forget({ step: null });
  }, [isUnknown, forget]);
  const to = (step: string) => write({ step });
  return (
    <>
      <PageHead title={t("start.title")}>{t("start.text")}</PageHead>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
      ) : !data ? (
        <Lines count={6} height={40} />
      ) : (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 4, lg: 3 }}>
            <StepList steps={steps} here={here?.step ?? null} onGo={to} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8, lg: 9 }}>
            {here ? (
              <OneStep key={here.step} one={here} steps={steps} onGo={to} />
            ) : (
              <Finished steps={steps} onGo={to} />
            )}
          </Grid.Col>
        </Grid>
      )}
    </>
  );
}

interface OneProps {
  one: FirstHourStep;
  steps: FirstHourStep[];
  onGo: (step: string) => void;
}

function OneStep({ one: { step, state }, steps, onGo }: OneProps) {
  const { t } = useTranslation();
  const may = useMay(FIRST_STEPS[step]);
  const title = useRef<HTMLHeadingElement>(null);
  // Whoever went on by keyboard or can't see the page is told where they are.
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const Form = FORMS[step];
  const following = steps[steps.findIndex((other) => other.step === step) + 1]?.step ?? "end";
  const next = () => onGo(following);
  return (
    <Paper p="md" component="section" aria-labelledby="step-title">
      <Stack gap="md">
        <div>
          <Title order={2} id="step-title" ref={title} tabIndex={-1} style={{ outline: "none" }}>
            {t(`start.step.${step}`)}
          </Title>
          <Text c="dimmed" maw={720}>
            {t(`start.textOf.${step}`)}
          </Text>
        </div>
        {may ? <Form done={state === "done"} onNext={next} /> : <Text size="sm">{t("start.notYours")}</Text>}
        <BelowAll>
          <Stack gap="md">
            <Text size="xs" c="dimmed" maw={720}>
              {t(`start.undo.${step}`)}
            </Text>
            <Footer step={step} state={state} onNext={next} />
          </Stack>
        </BelowAll>
      </Stack>
    </Paper>
  );
}
