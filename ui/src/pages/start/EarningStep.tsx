/** The first earning rule: points for every full amount of an order. */
import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { EarningRule } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";
import { DoneLine } from "./DoneLine";
import { FIRST_HOUR } from "./queries";
import type { StepProps } from "./StartPage";

const MOST_POINTS = 1_000;
const MOST_AMOUNT = 1_000_000;
/** An order in the example comes to this many amounts, of which seven are full. */
const EXAMPLE = 7.5;

type Said = {
  name: string;
  style: { kind: "per_amount"; points: number; amount: { amount: string; currency: string } };
};

export function EarningStep({ done, onNext }: StepProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [points, setPoints] = useState<number | string>(1);
  const [amount, setAmount] = useState<number | string>(10);
  const make = useDeed<Said, EarningRule>({
    path: "/v1/earning-rules",
    touches: [["earning-rules"], ["home"], FIRST_HOUR],
  });
  if (done) return <DoneLine says={t("start.ruleThere")} to="/points" />;
  const whole = typeof points === "number" && typeof amount === "number" && points >= 1 && amount > 0;
  const written = (value: number) => format.money(value.toFixed(format.places));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!whole || make.isPending) return;
        const of = { amount: amount.toFixed(format.places), currency: format.currency };
        const style = { kind: "per_amount" as const, points, amount: of };
        make.mutate({ name: t("start.ruleName"), style }, { onSuccess: onNext });
      }}
    >
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <NumberInput
            w={140}
            label={t("start.points")}
            min={1}
            max={MOST_POINTS}
            allowDecimal={false}
            value={points}
            onChange={setPoints}
          />
          <NumberInput
            w={200}
            label={t("start.forEvery", { currency: format.currency })}
            min={0}
            max={MOST_AMOUNT}
            decimalScale={format.places}
            value={amount}
            onChange={setAmount}
          />
        </Group>
        <Text size="sm" c="dimmed" aria-live="polite" mih={20}>
          {whole &&
            t("start.example", {
              order: written(amount * EXAMPLE),
              count: Math.floor(EXAMPLE) * points,
              number: format.number(Math.floor(EXAMPLE) * points),
            })}
        </Text>
        {make.error && <ErrorState error={make.error} what={t("problem.notSaved")} />}
        <Group>
          <Button type="submit" loading={make.isPending} disabled={!whole}>
            {t("start.makeRule")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
