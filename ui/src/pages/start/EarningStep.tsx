/** The first earning rule: points for every full amount of an order. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { EarningRule, Json } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { wrongWith } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { MoneyField, NumberField } from "../../parts/TypedNumber";
import { DoneLine } from "./DoneLine";
import { FIRST_HOUR } from "./queries";
import type { StepProps } from "./StartPage";

const POINTS = { type: "integer", format: "points", minimum: 1, maximum: 1_000 };
const AMOUNT = { type: "string", format: "money", exclusiveMinimum: 0 };
/** An order in the example comes to this many amounts, of which seven are full. */
const EXAMPLE = 7.5;

type Said = {
  name: string;
  style: { kind: "per_amount"; points: number; amount: { amount: string; currency: string } };
};

export function EarningStep({ done, onNext }: StepProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [points, setPoints] = useState<Json>(1);
  const [amount, setAmount] = useState<Json>({ amount: "10", currency: format.currency });
  const make = useDeed<Said, EarningRule>({
    path: "/v1/earning-rules",
    touches: [["earning-rules"], ["home"], FIRST_HOUR],
  });
  if (done) return <DoneLine says={t("start.ruleThere")} to="/points" />;
  const isRight = wrongWith(points, POINTS, 0) === null && wrongWith(amount, AMOUNT, format.places) === null;
  const of = amount !== null && typeof amount === "object" && !Array.isArray(amount) ? Number(amount.amount) : 0;
  const whole = isRight && Number(points) >= 1 && of > 0;
  const given = Number(points);
  const written = (value: number) => format.money(value.toFixed(format.places));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!whole || make.isPending) return;
        const every = { amount: of.toFixed(format.places), currency: format.currency };
        const style = { kind: "per_amount" as const, points: given, amount: every };
        make.mutate({ name: t("start.ruleName"), style }, { onSuccess: onNext });
      }}
    >
      <Stack gap="sm">
        <Group align="flex-start" gap="sm">
          <NumberField
            schema={POINTS}
            label={t("start.points")}
            width={140}
            value={points}
            required
            pointer="/points"
            onChange={setPoints}
          />
          <MoneyField
            schema={AMOUNT}
            label={t("start.forEvery", { currency: format.currency })}
            width={200}
            value={amount}
            required
            pointer="/amount"
            onChange={setAmount}
          />
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite" mih={20}>
          {whole &&
            t("start.example", {
              order: written(of * EXAMPLE),
              count: Math.floor(EXAMPLE) * given,
              number: format.number(Math.floor(EXAMPLE) * given),
            })}
        </Text>
        {make.error && <ErrorState error={make.error} what={t("problem.notSaved")} />}
        <Group>
          <Button type="submit" loading={make.isPending} disabled={!whole}>
            {t("start.makeRule")}
          </Button>
          {!whole && (
            <Text size="xs" c="dimmed">
              {t("start.ruleNeeds", { most: format.number(POINTS.maximum) })}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
