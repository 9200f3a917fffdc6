/** The tour of the demo shop as a list: what there is to be seen, what was, and the way to each. */
import { Anchor, Button, Paper, Stack, Text, Title } from "@mantine/core";
import { IconMap2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { TourStop } from "../../api/schema";
import { PageHead } from "../../parts/PageHead";
import { EmptyState, ErrorState, Lines } from "../../parts/states";
import { nextOf, useGoing, useTour } from "../../shell/tour/tour";
import { StepMark } from "../start/StepList";
import classes from "./Tour.module.css";

export function Component() {
  const { t } = useTranslation();
  const { data: tour, error, refetch } = useTour();
  const { go, busy, error: notGone } = useGoing();
  const next = tour && nextOf(tour);
  const begun = tour?.stops.some((one) => one.seen) ?? false;
  const isOver = tour?.stops.every((one) => one.seen) ?? false;
  return (
    <>
      <PageHead
        title={t("tour.title")}
        actions={
          next && (
            <Button loading={busy} onClick={() => go(next.step)}>
              {t(isOver ? "tour.again" : begun ? "tour.goOn" : "tour.begin")}
            </Button>
          )
        }
      >
        {tour?.offered !== false && t("tour.text")}
      </PageHead>
      {notGone && <ErrorState error={notGone} what={t("problem.notSaved")} />}
      {error && !tour ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
      ) : !tour ? (
        <Lines count={7} height={48} />
      ) : tour.offered ? (
        <ol className={classes.stops} aria-label={t("tour.stops")}>
          {tour.stops.map((stop) => (
            <Stop key={stop.step} stop={stop} isHere={stop.step === tour.at} onGo={() => go(stop.step)} />
          ))}
        </ol>
      ) : (
        <Paper>
          <EmptyState
            icon={<IconMap2 size={40} stroke={1.2} />}
            title={t("tour.noDemo")}
            action={
              <Button component={Link} to="/">
                {t("broken.home")}
              </Button>
            }
          >
            {t("tour.noDemoText")}
          </EmptyState>
        </Paper>
      )}
    </>
  );
}

interface StopProps {
  stop: TourStop;
  isHere: boolean;
  onGo: () => void;
}

function Stop({ stop: { step, seen }, isHere, onGo }: StopProps) {
  const { t } = useTranslation();
  return (
    <Paper component="li" p="md" className={classes.stop} aria-current={isHere ? "step" : undefined}>
      <StepMark state={seen ? "done" : "open"} />
      <Stack gap={4}>
        <Title order={2}>
          <Anchor component="button" type="button" inherit ta="left" onClick={onGo}>
            {t(`tour.stop.${step}`)}
          </Anchor>
        </Title>
        <Text maw={820}>{t(`tour.textOf.${step}`)}</Text>
        <Text size="xs" c="dimmed">
          {t(isHere ? "tour.here" : seen ? "tour.seen" : "tour.open")}
        </Text>
      </Stack>
    </Paper>
  );
}
