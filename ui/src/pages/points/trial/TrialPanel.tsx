/** Beside a rule: what it would have given for past orders, as it stands in the form, before it is saved. */
import { Button, Paper, Progress, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TriedOut, WhatIfOut, WhatIfResult } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { ErrorState } from "../../../parts/states";
import type { Body } from "../earning/words";
import { Months } from "./Months";
import { SegmentShares } from "./SegmentShares";
import classes from "./Trial.module.css";
import { SPANS, type Span, useTrial } from "./useTrial";

interface Props {
  rule: string | null;
  body: Body;
  /** Why it can't be tried yet. */
  waits: string | null;
}

export function TrialPanel({ rule, body, waits }: Props) {
  const { t } = useTranslation();
  const trial = useTrial(rule, body);
  const { found } = trial;
  return (
    <Paper p="md" component="section" aria-labelledby="trial-title">
      <Stack gap="sm">
        <div>
          <Title order={2} id="trial-title">
            {t("trial.title")}
          </Title>
          <Text size="xs" c="dimmed">
            {t("trial.text")}
          </Text>
        </div>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t("trial.span")}
          value={String(trial.days)}
          onChange={(days) => trial.setDays(Number(days) as Span)}
          data={SPANS.map((days) => ({ value: String(days), label: t(`trial.days.${days}`) }))}
        />
        <Button
          variant="default"
          disabled={waits !== null}
          loading={trial.busy}
          onClick={trial.begin}
          aria-describedby={waits ? "trial-waits" : undefined}
        >
          {found ? t("trial.again") : t("trial.begin")}
        </Button>
        {waits && (
          <Text size="xs" c="dimmed" id="trial-waits">
            {waits}
          </Text>
        )}
        <div aria-live="polite" aria-busy={trial.busy}>
          {trial.error ? (
            <ErrorState error={trial.error} what={t("trial.failed")} onRetry={trial.begin} />
          ) : found?.state === "failed" ? (
            <Text size="sm" c="var(--bad)" className="break">
              {found.error ?? t("trial.failed")}
            </Text>
          ) : found && trial.busy ? (
            <Under found={found} />
          ) : found?.result ? (
            <Found result={found.result} outdated={trial.outdated} />
          ) : null}
        </div>
      </Stack>
    </Paper>
  );
}

function Under({ found }: { found: WhatIfOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const known = found.total !== null && found.total > 0;
  const share = known ? Math.min(1, found.done / (found.total as number)) : 0;
  return (
    <Stack gap={4}>
      <Progress
        size={6}
        value={known ? share * 100 : 100}
        animated={!known}
        striped={!known}
        aria-label={t("trial.title")}
        transitionDuration={120}
      />
      <Text size="xs" c="dimmed">
        {known
          ? t("trial.progress", { done: format.number(found.done), total: format.number(found.total as number) })
          : t("trial.waiting")}
      </Text>
    </Stack>
  );
}

function Found({ result, outdated }: { result: WhatIfResult; outdated: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (result.orders === 0) return <Text size="sm">{t("trial.noOrders")}</Text>;
  const { rule, in_force, others } = result;
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
      <Months months={result.months} compared={in_force !== null} />
      <SegmentShares segments={result.segments} compared={in_force !== null} />
    </Stack>
  );

  function told(one: TriedOut, orders: number): string {
    const customers = t("trial.customers", { count: one.customers, number: format.number(one.customers) });
    const of = { number: format.number(one.orders), total: format.number(orders), customers };
    return t("trial.orders", { count: orders, ...of });
  }
}
