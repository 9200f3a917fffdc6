/** What would have happened: the figures, day by day, by step, and to whom. */
import { SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SimulationOut, SimulationResult } from "../../../api/schema";
import type { Kinds } from "../../../api/types";
import { BarsOverTime, ChartCard } from "../../../parts/ChartCard";
import { Figure } from "../../../parts/Figure";
import { Num, useFormats } from "../../../parts/Formats";
import { kindOf, labelOf } from "../kinds";
import { BySteps } from "./BySteps";
import { MostMails, NotDone, ToWhom } from "./ToWhom";

interface Props {
  simulation: SimulationOut;
  result: SimulationResult;
  kinds: Kinds;
}

export function Simulated({ simulation, result, kinds }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const titleOf = (id: string) => {
    const info = kindOf(kinds, "step", simulation.draft.nodes.find((one) => one.id === id)?.step.kind);
    return info ? labelOf(info, "step", t) : id;
  };
  const dropped = result.not_done.filter((one) => one.what === "mail").reduce((sum, one) => sum + one.times, 0);
  return (
    <Stack gap="lg">
      <Text size="sm" data-testid="simulation-span">
        {t("simulation.span", { since: format.day(simulation.since), until: format.day(simulation.until) })}
        {result.by_day && ` ${t("simulation.byDay")}`}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        <Figure
          label={t("campaign.runs")}
          value={<Num value={result.entered} />}
          hint={t("trial.customers", { count: result.customers, number: format.number(result.customers) })}
        />
        <Figure
          label={t("simulation.mails")}
          value={<Num value={result.mails} />}
          hint={dropped > 0 && t("simulation.dropped", { count: dropped, number: format.number(dropped) })}
        />
        <Figure
          label={t("simulation.points")}
          value={<Num value={result.points} />}
          hint={
            result.points_cost && result.points > 0
              ? t("simulation.cost", { amount: format.money(result.points_cost) })
              : result.taken > 0 && t("simulation.taken", { count: result.taken, number: format.number(result.taken) })
          }
        />
        <Figure label={t("simulation.coupons")} value={<Num value={result.coupons} />} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <ByDay result={result} />
        <MailsPerCustomer result={result} />
      </SimpleGrid>
      <BySteps simulation={simulation} result={result} titleOf={titleOf} />
      <ToWhom result={result} titleOf={titleOf} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <MostMails result={result} />
        <NotDone result={result} />
      </SimpleGrid>
    </Stack>
  );
}

const MEASURES = ["entered", "mails", "points", "coupons"] as const;
type Measure = (typeof MEASURES)[number];

/** Only what there is any of can be chosen. */
function ByDay({ result }: { result: SimulationResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [chosen, choose] = useState<Measure>("entered");
  const there = MEASURES.filter((one) => one === "entered" || result[one] > 0);
  const label = (one: Measure) => t(one === "entered" ? "campaign.runs" : `simulation.${one}`);
  return (
    <ChartCard
      question={t("simulation.byDayQuestion")}
      unit={label(chosen)}
      header={[t("simulation.day"), ...there.map(label)]}
      rows={result.days.map((day) => ({
        shown: [format.day(`${day.day}T12:00:00Z`), ...there.map((one) => format.number(day[one]))],
        exported: [day.day, ...there.map((one) => day[one])],
      }))}
      file="simulation-days.csv"
      aside={
        there.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t("simulation.measure")}
            data={there.map((one) => ({ value: one, label: label(one) }))}
            value={chosen}
            onChange={(next) => choose(next as Measure)}
          />
        )
      }
    >
      <BarsOverTime
        data={result.days.map((day) => ({ day: format.day(`${day.day}T12:00:00Z`), value: day[chosen] }))}
        x="day"
        y="value"
        label={label(chosen)}
        write={format.number}
        writeShort={format.compact}
      />
    </ChartCard>
  );
}

function MailsPerCustomer({ result }: { result: SimulationResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <ChartCard
      question={t("simulation.perCustomer")}
      unit={t("simulation.perCustomerUnit")}
      header={[t("simulation.mails"), t("trial.customersShort")]}
      words={0}
      rows={result.mails_per_customer.map((one) => ({
        shown: [format.number(one.mails), format.number(one.customers)],
        exported: [one.mails, one.customers],
      }))}
      file="simulation-mails.csv"
      empty={t("simulation.noMails")}
    >
      <BarsOverTime
        data={result.mails_per_customer.map((one) => ({ mails: format.number(one.mails), value: one.customers }))}
        x="mails"
        y="value"
        label={t("trial.customersShort")}
        write={format.number}
        writeShort={format.compact}
      />
    </ChartCard>
  );
}
