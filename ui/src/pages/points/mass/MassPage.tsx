/** One mass transaction: how far it is, whom it was for, who had too few points, and undoing it as a whole. */

import { Anchor, Button, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { IconArrowBackUp, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { ask } from "../../../api/client";
import type { MassDetailOut } from "../../../api/schema";
import { saidActor } from "../../../parts/actor";
import { useEntityName } from "../../../parts/entity";
import { Figure, Figures } from "../../../parts/Figure";
import { Num, useFormats, When } from "../../../parts/Formats";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState, Lines } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { customerPath, nameOf } from "../../customers/columns";
import { Audience } from "./Audience";
import { UndoDialog } from "./UndoDialog";
import { isMoving, progressOf, TONES } from "./words";

const useMass = (id: string) =>
  useQuery({
    queryKey: ["mass", id],
    queryFn: () => ask<MassDetailOut>(`/v1/points/mass/${encodeURIComponent(id)}`),
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data) ? 1_000 : false),
  });

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const may = useMay("points:write");
  const { data: mass, error, refetch } = useMass(id);
  const [undoing, setUndoing] = useState(false);
  const back = { to: "/points?tab=mass", label: t("mass.list") };
  if (!mass) {
    return (
      <>
        <PageHead title={t("mass.one")} back={back} />
        {isMissing(error) ? (
          <Missing title={t("mass.missing")} list={{ to: back.to, label: t("mass.all") }}>
            {t("mass.missingText")}
          </Missing>
        ) : error ? (
          <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
        ) : (
          <Lines />
        )}
      </>
    );
  }
  const canUndo = may && (mass.state === "running" || mass.state === "done");
  return (
    <>
      <PageHead
        title={mass.reason}
        back={back}
        state={<StateDot tone={TONES[mass.state]} label={t(`mass.state.${mass.state}`)} />}
        actions={
          canUndo && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={18} stroke={1.5} />}
              onClick={() => setUndoing(true)}
            >
              {t("mass.undo")}
            </Button>
          )
        }
      >
        <Sentence mass={mass} />
      </PageHead>
      <Stack gap="lg">
        {isMoving(mass) && <Moving mass={mass} />}
        <Numbers mass={mass} />
        <Audience mass={mass} />
        <Short mass={mass} />
      </Stack>
      {undoing && <UndoDialog mass={mass} onClose={() => setUndoing(false)} />}
    </>
  );
}

/** "Gives 50 points to 1,204 customers, ending 31 Dec 2026." */
function Sentence({ mass }: { mass: MassDetailOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const count = Math.abs(mass.points);
  const amount = t("mass.points", { count, number: format.number(count) });
  const direction = mass.points > 0 ? "give" : "take";
  const whom = { count: mass.customers, number: format.number(mass.customers), amount };
  return (
    <>
      {t(`mass.says.${direction}`, whom)}{" "}
      {mass.points > 0 &&
        (mass.ends_at
          ? t(mass.inactivity ? "mass.endInactive" : "mass.end", { at: format.end(mass.ends_at) })
          : t("mass.endNever"))}
      {mass.points < 0 && t(`mass.saysShort.${mass.shortage}`)}
    </>
  );
}

function Moving({ mass }: { mass: MassDetailOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [done, all] = progressOf(mass);
  const share = all > 0 ? done / all : 0;
  return (
    <Paper p="md" role="status">
      <Group justify="space-between" mb={8}>
        <Text size="sm" fw={600}>
          {t(`mass.state.${mass.state}`)}
        </Text>
        <Text size="sm" c="dimmed" className="figures">
          {t("mass.progress", { done: format.number(done), all: format.number(all) })} · {format.percent(share)}
        </Text>
      </Group>
      <Progress value={share * 100} size={6} aria-label={t("mass.progressLabel")} transitionDuration={120} />
    </Paper>
  );
}

function Numbers({ mass }: { mass: MassDetailOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const actor = saidActor(t, mass.actor, mass.actor_name);
  const called = useEntityName();
  return (
    <div>
      <Figures>
        <Figure label={t("mass.customersHead")} value={<Num value={mass.customers} />} hint={t("mass.customersHint")} />
        <Figure
          label={t("mass.moved")}
          value={format.signed(mass.moved)}
          hint={t(mass.undone > 0 ? "mass.movedUndone" : "mass.movedHint")}
        />
        <Figure label={t("mass.shortHead")} value={<Num value={mass.short} />} hint={t("mass.shortHint")} />
        <Figure label={t("mass.gone")} value={<Num value={mass.passed_over} />} hint={t("mass.goneHint")} />
      </Figures>
      <Text size="sm" c="dimmed">
        {t("mass.beganBy", { actor, owed: called(mass.legal_entity) })} <When value={mass.created_at} />
        {mass.finished_at && (
          <>
            {" · "}
            {t("mass.finished")} <When value={mass.finished_at} />
          </>
        )}
      </Text>
    </div>
  );
}

function Short({ mass }: { mass: MassDetailOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const many = (count: number) => ({ count, number: format.number(count) });
  if (mass.short === 0) return null;
  return (
    <Paper p="md" component="section" aria-labelledby="mass-short">
      <Group justify="space-between" mb="xs" align="flex-start">
        <div>
          <Title order={2} id="mass-short">
            {t("mass.shortHad", many(mass.short))}
          </Title>
          <Text size="sm" c="dimmed">
            {mass.state === "undone"
              ? t("mass.shortDone.undone")
              : t(`mass.shortDone.${mass.shortage}`, many(mass.short_points))}
          </Text>
        </div>
        <Button
          component="a"
          href={`/v1/points/mass/${encodeURIComponent(mass.id)}/short`}
          download
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={16} stroke={1.5} />}
        >
          {t("mass.shortCsv")}
        </Button>
      </Group>
      <Stack gap={4}>
        {mass.short_sample.map(({ customer, missing }) => (
          <Group key={customer.id} justify="space-between" wrap="nowrap" gap="sm">
            <Anchor component={Link} to={customerPath(customer.id)} size="sm" c="inherit" truncate>
              {nameOf(customer)}
            </Anchor>
            <Text size="sm" className="figures nowrap">
              {t("mass.missing", many(missing))}
            </Text>
          </Group>
        ))}
      </Stack>
      {mass.short > mass.short_sample.length && mass.short_sample.length > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("difference.others", many(mass.short - mass.short_sample.length))}
        </Text>
      )}
    </Paper>
  );
}
