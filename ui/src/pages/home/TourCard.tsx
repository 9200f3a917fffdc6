/** In the demo: the way into its tour, or on with it, until it was taken or isn't wanted. */
import { Button, Group, Paper, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../parts/states";
import { nextOf, useGoing, useTour } from "../../shell/tour/tour";

export function TourCard() {
  const { t } = useTranslation();
  const { data: tour } = useTour();
  const { go, busy, error } = useGoing();
  const next = tour && nextOf(tour);
  if (!tour?.offered || !next || tour.at || tour.dismissed) return null;
  const begun = tour.stops.some((one) => one.seen);
  return (
    <Paper p="md" component="section" aria-labelledby="tour-card">
      <Group justify="space-between" gap="sm">
        <div>
          <Title order={2} id="tour-card">
            {t("tour.card")}
          </Title>
          <Text c="dimmed">{t("tour.cardText")}</Text>
        </div>
        <Group gap="xs">
          <Button loading={busy} onClick={() => go(next.step)}>
            {t(begun ? "tour.goOn" : "tour.begin")}
          </Button>
          <Button variant="subtle" color="gray" disabled={busy} onClick={() => go(null, { dismissed: true })}>
            {t("tour.notNow")}
          </Button>
        </Group>
      </Group>
      {error && <ErrorState error={error} what={t("problem.notSaved")} />}
    </Paper>
  );
}
