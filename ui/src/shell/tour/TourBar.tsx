/** Below every page while somebody is led through the demo: what is to be seen here, and the way on. */
import { ActionIcon, Anchor, Button, Group, Text, Title, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowRight, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigation, useNavigationType } from "react-router";
import type { TourOut, TourStop } from "../../api/schema";
import { ErrorState } from "../../parts/states";
import classes from "./TourBar.module.css";
import { type LED, moreOf, pathOf, useGoing } from "./tour";

interface Props {
  tour: TourOut;
  stop: TourStop;
}

export default function TourBar({ tour, stop }: Props) {
  const { t } = useTranslation();
  const { go, busy, error } = useGoing();
  const title = useRef<HTMLHeadingElement>(null);
  const location = useLocation();
  const arrived = useNavigationType() !== "POP" && (location.state as typeof LED | null)?.led === true;
  // Whoever goes on by keyboard, or can't see the page, is told where they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time somebody is led somewhere
  useEffect(() => {
    if (arrived) title.current?.focus({ preventScroll: true });
  }, [arrived, location.key]);
  const number = tour.stops.indexOf(stop);
  const [before, after] = [tour.stops[number - 1], tour.stops[number + 1]];
  const stopOf = t("tour.stopOf", { number: number + 1, of: tour.stops.length });
  const more = moreOf(stop);
  const [whole, setWhole] = useState<string | null>(null);
  const isOnTheWay = useNavigation().state !== "idle";
  const isThere = location.pathname === new URL(pathOf(stop), window.location.origin).pathname;
  const leave = () => go(null, { onGone: () => notifications.show({ message: t("tour.left") }) });
  const finish = () => go(null, { dismissed: true, onGone: () => notifications.show({ message: t("tour.done") }) });
  return (
    <section className={`${classes.bar} not-printed`} aria-labelledby="tour-title" data-tour>
      <div className={classes.inside}>
        <div className={classes.told}>
          <Text size="xs" c="dimmed" className="wide-only">
            {stopOf}
          </Text>
          <Title order={2} id="tour-title" ref={title} tabIndex={-1} className={classes.title}>
            {t(`tour.stop.${stop.step}`)}
          </Title>
          <Text size="sm" maw={820} className={classes.text} data-whole={whole === stop.step || undefined}>
            {t(`tour.textOf.${stop.step}`)}
          </Text>
          <Group className={classes.links}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              className="narrow-only"
              aria-expanded={whole === stop.step}
              onClick={() => setWhole(whole === stop.step ? null : stop.step)}
            >
              {t(whole === stop.step ? "action.showLess" : "action.showAll")}
            </Anchor>
            {isOnTheWay ? null : !isThere ? (
              <Anchor component={Link} to={pathOf(stop)} size="sm">
                {t("tour.there")}
              </Anchor>
            ) : (
              more && (
                <Anchor component={Link} to={more.to} size="sm">
                  {t(`tour.more.${more.step}`)}
                </Anchor>
              )
            )}
          </Group>
          {error && <ErrorState error={error} what={t("problem.notSaved")} />}
        </div>
        <Group gap="xs" wrap="nowrap" className={classes.ways}>
          <Text size="xs" c="dimmed" className="narrow-only nowrap" mr="auto">
            {stopOf}
          </Text>
          <Button variant="default" disabled={!before || busy} onClick={() => before && go(before.step)}>
            {t("tour.back")}
          </Button>
          {after ? (
            <Button
              loading={busy}
              onClick={() => go(after.step)}
              rightSection={<IconArrowRight size={18} stroke={1.5} />}
            >
              {t("tour.next")}
            </Button>
          ) : (
            <Button loading={busy} onClick={finish}>
              {t("tour.finish")}
            </Button>
          )}
          <Tooltip label={t("tour.leave")}>
            <ActionIcon size={32} aria-label={t("tour.leave")} onClick={leave} disabled={busy}>
              <IconX size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </div>
    </section>
  );
}
