/** Going on: with what is done, or without it. */
import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { type Step, type StepState, useSkipping } from "./queries";

export function Footer({ step, state, onNext }: { step: Step; state: StepState; onNext: () => void }) {
  const { t } = useTranslation();
  const may = useMay("segments:write");
  const skip = useSkipping();
  const leaveOut = () => (may ? skip.mutate({ step, skipped: true }, { onSuccess: onNext }) : onNext());
  return (
    <>
      {skip.error && <ErrorState error={skip.error} what={t("problem.notSaved")} />}
      <Group justify="flex-end" gap="xs" style={{ borderTop: "1px solid var(--line)", paddingTop: 12 }}>
        {state === "done" ? (
          <Button onClick={onNext}>{t("start.next")}</Button>
        ) : (
          <Button variant="default" onClick={leaveOut} loading={skip.isPending}>
            {t("start.skip")}
          </Button>
        )}
      </Group>
    </>
  );
}
