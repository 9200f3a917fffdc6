/** Beside a promotion: a small cart of one's own, and what it comes to with the promotion as it stands in the form. */
import { Group, Loader, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PromotionOut } from "../../../api/schema";
import { ErrorState, Lines, MendFirst } from "../../../parts/states";
import { CartEditor } from "../../points/estimate/CartEditor";
import { useGivenCart } from "./given";
import { Receipt } from "./Receipt";
import type { useQuote } from "./useQuote";
import { Why } from "./Why";

interface Props {
  /** As it is stored, null for a new one. */
  promotion: PromotionOut | null;
  /** What the cart comes to with it as it stands in the form. */
  quote: ReturnType<typeof useQuote>;
  /** Nothing in the form is missing or wrong that it would need to be tried. */
  isWhole: boolean;
  /** Something in the form is wrong, and not only missing. */
  isWrong: boolean;
}

export function TryPanel({ promotion, quote, isWhole, isWrong }: Props) {
  const { t } = useTranslation();
  const { cart, setCart, codes, setCodes, answer, isAwaited, stale, error, faults, refetch } = quote;
  const round = useGivenCart(setCart);
  return (
    <Paper p="md" component="section" aria-labelledby="try-title">
      <Stack gap="sm">
        <div>
          <Group justify="space-between" gap="xs">
            <Title order={2} id="try-title">
              {t("quote.title")}
            </Title>
            {stale && answer && <Loader size={14} role="img" aria-label={t("state.loading")} />}
          </Group>
          <Text size="xs" c="dimmed">
            {isWhole ? (
              t("quote.textTried")
            ) : (
              <>
                {t("quote.text")}{" "}
                <Text component="span" size="xs" c="var(--warning)" fw={500}>
                  {t(isWrong ? "problem.mendFirst" : "quote.notWhole")}
                </Text>
              </>
            )}
          </Text>
        </div>
        <CartEditor key={round} cart={cart} onChange={setCart} />
        <TextInput
          size="xs"
          label={t("quote.codes")}
          placeholder={t("quote.codesHint")}
          autoComplete="off"
          value={codes}
          onChange={(event) => setCodes(event.currentTarget.value)}
        />
        <div aria-live="polite" aria-busy={stale}>
          {faults.length > 0 ? (
            <MendFirst />
          ) : error ? (
            <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
          ) : isAwaited ? (
            <Lines count={3} />
          ) : answer === undefined ? (
            <Text size="sm" c="dimmed">
              {t("quote.begin")}
            </Text>
          ) : (
            <Stack gap="md" opacity={stale ? 0.6 : 1}>
              <Receipt quote={answer.quote} cart={cart} asItIs={answer.asItIs} isOn={isOn(promotion)} />
              <Why quote={answer.quote} promotion={answer.promotion ?? promotion?.id ?? null} />
            </Stack>
          )}
        </div>
      </Stack>
    </Paper>
  );
}

/** Whether carts get it already as it is stored. */
const isOn = (promotion: PromotionOut | null) => promotion?.state === "active";
