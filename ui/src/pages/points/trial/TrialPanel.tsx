/** Beside a rule: what it would have given for past orders, as it stands in the form, before it is saved. */
import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TriedOut, WhatIfResult } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { JobPanel } from "../../../parts/past/JobPanel";
import { Months } from "../../../parts/past/Months";
import classes from "../../../parts/past/Past.module.css";
import { SegmentShares } from "../../../parts/past/SegmentShares";
import { SpanControl } from "../../../parts/past/SpanControl";
import type { useTrial } from "./useTrial";

interface Props {
  trial: ReturnType<typeof useTrial>;
  /** Why it can't be tried yet. */
  waits: string | null;
}

export function TrialPanel({ trial, waits }: Props) {
  const { t } = useTranslation();
  return (
    <JobPanel
      title={t("trial.title")}
      text={t("trial.text")}
      begin={t("trial.begin")}
      again={t("trial.again")}
      failed={t("trial.failed")}
      progress={(done, total) => t("trial.progress", { done, total })}
      waits={waits}
      job={trial}
      controls={<SpanControl days={trial.days} onChange={trial.setDays} />}
    >
      {trial.found?.result && <Found result={trial.found.result} outdated={trial.outdated} />}
    </JobPanel>
  );
}

function Found({ result, outdated }: { result: WhatIfResult; outdated: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (result.orders === 0) return <Text size="sm">{t("trial.noOrders")}</Text>;
  const { rule, in_force, others } = result;
  const compared = in_force !== null;
  return (
    <Stack gap="sm" className={outdated ? classes.outdated : undefined}>
      {outdated && (
        <Text size="xs" c="dimmed">
          {t("trial.outdated")}
        </Text>
      )}
      <div>
        <Text fz={24} lh="32px" fw={600} className="figures" data-testid="trial-points">
          {t("trial.points", { count: rule.points, number: format.number(rule.points) })}
        </Text>
        <Text size="sm">{told(rule, result.orders)}</Text>
        {rule.cost && rule.points > 0 && (
          <Text size="sm" data-testid="trial-cost">
            {t("trial.cost", { amount: format.money(rule.cost) })}
          </Text>
        )}
      </div>
      {in_force && (
        <Text size="sm" data-testid="trial-in-force">
          {in_force.points === rule.points && in_force.orders === rule.orders
            ? t("trial.same")
            : t("trial.inForce", {
                count: in_force.points,
                number: format.number(in_force.points),
                more: format.signed(rule.points - in_force.points),
              })}
        </Text>
      )}
      {others !== 0 && (
        <Text size="sm" data-testid="trial-others">
          {t(others > 0 ? "trial.othersMore" : "trial.othersFewer", {
            count: Math.abs(others),
            number: format.number(Math.abs(others)),
          })}
        </Text>
      )}
      <Months
        title={compared ? t("trial.byMonthCompared") : t("trial.byMonth")}
        months={result.months.map((one) => ({
          month: one.month,
          value: one.points,
          shown: format.number(one.points),
          before: one.in_force,
          shownBefore: format.number(one.in_force),
        }))}
        compared={compared}
      />
      <SegmentShares
        header={t("trial.pointsShort")}
        segments={result.segments
          .filter((one) => one.points > 0 || one.in_force > 0)
          .map((one) => ({ ...one, shown: format.number(one.points), shownBefore: format.number(one.in_force) }))}
        compared={compared}
      />
    </Stack>
  );

  function told(one: TriedOut, orders: number): string {
    const customers = t("trial.customers", { count: one.customers, number: format.number(one.customers) });
    const of = { number: format.number(one.orders), total: format.number(orders), customers };
    return t("trial.orders", { count: orders, ...of });
  }
}
