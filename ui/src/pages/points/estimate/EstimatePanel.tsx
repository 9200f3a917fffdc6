/** Beside a rule: what the saved rules make of a sample cart, rule by rule, and why one gives nothing. */

import { Group, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EstimateOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { useKindName } from "../../../parts/kindName";
import { useOpenKinds } from "../../../parts/PointsKindSelect";
import { ErrorState } from "../../../parts/states";
import { CartEditor } from "./CartEditor";
import type { SampleCart } from "./cart";
import { RuleLine } from "./RuleLine";
import { Spent } from "./Spent";
import { useEstimate } from "./useEstimate";

interface Props {
  /** The rule that is looked at, which stands out. */
  rule: string | null;
  /** It says something else than what is saved. */
  changed: boolean;
  about?: "earning" | "spending";
}

export function EstimatePanel({ rule, changed, about = "earning" }: Props) {
  const { t } = useTranslation();
  const { cart, setCart, estimate, stale, error, refetch } = useEstimate();
  return (
    <Paper p="md" component="section" aria-labelledby="estimate-title">
      <Stack gap="sm">
        <div>
          <Group justify="space-between" gap="xs">
            <Title order={2} id="estimate-title">
              {t("estimate.title")}
            </Title>
            {stale && estimate && <Loader size={14} role="img" aria-label={t("state.loading")} />}
          </Group>
          <Text size="xs" c="dimmed">
            {changed || rule === null ? t("estimate.saveFirst") : t("estimate.text")}
          </Text>
        </div>
        <CartEditor cart={cart} onChange={setCart} />
        <div aria-live="polite" aria-busy={stale}>
          {error ? (
            <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
          ) : estimate === undefined ? (
            <Text size="sm" c="dimmed">
              {t("estimate.begin")}
            </Text>
          ) : about === "earning" ? (
            <Earned estimate={estimate} cart={cart} rule={rule} />
          ) : (
            <Spent estimate={estimate} rule={rule} />
          )}
        </div>
      </Stack>
    </Paper>
  );
}

interface EarnedProps {
  estimate: EstimateOut;
  cart: SampleCart;
  rule: string | null;
}

function Earned({ estimate, cart, rule }: EarnedProps) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <>
      <Text fz={24} lh="32px" fw={600} className="figures" data-testid="estimate-earned">
        {t("estimate.earns", { count: estimate.earned, number: format.number(estimate.earned) })}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {t("estimate.ofTotal", { amount: format.money(estimate.total) })}
      </Text>
      <OtherKinds estimate={estimate} />
      {estimate.rules.length === 0 && <Text size="sm">{t("estimate.noRules")}</Text>}
      {estimate.rules.map((one) => (
        <RuleLine key={one.rule} one={one} cart={cart} isThis={one.rule === rule} />
      ))}
    </>
  );
}

/** What is earned of other kinds than the one that is told of; nothing while there is one. */
function OtherKinds({ estimate }: { estimate: EstimateOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const kinds = useOpenKinds();
  const kindName = useKindName();
  const others = estimate.kinds.filter((one) => one.points_kind !== estimate.points_kind && one.earned > 0);
  return others.map((one) => {
    const kind = kinds.find(({ id }) => id === one.points_kind);
    const name = kind ? kindName(kind) : one.points_kind;
    return (
      <Text key={one.points_kind} size="sm" mb="xs">
        {t("kinds.alsoEarns", { name, number: format.number(one.earned) })}
      </Text>
    );
  });
}
