/** Beside a promotion: a small cart of one's own, and what it comes to with all promotions that are published. */
import { Group, Loader, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PromotionOut } from "../../../api/schema";
import { ErrorState } from "../../../parts/states";
import { CartEditor } from "../../points/estimate/CartEditor";
import { Receipt } from "./Receipt";
import { useQuote } from "./useQuote";
import { Why } from "./Why";

interface Props {
  promotion: PromotionOut | null;
  /** It says something else than what is saved. */
  changed: boolean;
}

export function TryPanel({ promotion, changed }: Props) {
  const { t } = useTranslation();
  const { cart, setCart, codes, setCodes, quote, stale, error, refetch } = useQuote();
  return (
    <Paper p="md" component="section" aria-labelledby="try-title">
      <Stack gap="sm">
        <div>
          <Group justify="space-between" gap="xs">
            <Title order={2} id="try-title">
              {t("quote.title")}
            </Title>
            {stale && quote && <Loader size={14} aria-label={t("state.loading")} />}
          </Group>
          <Text size="xs" c="dimmed">
            {t("quote.text")} <Part promotion={promotion} changed={changed} />
          </Text>
        </div>
        <CartEditor cart={cart} onChange={setCart} />
        <TextInput
          size="xs"
          label={t("quote.codes")}
          placeholder={t("quote.codesHint")}
          autoComplete="off"
          value={codes}
          onChange={(event) => setCodes(event.currentTarget.value)}
        />
        <div aria-live="polite" aria-busy={stale}>
          {error ? (
            <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
          ) : quote === undefined ? (
            <Text size="sm" c="dimmed">
              {t("quote.begin")}
            </Text>
          ) : (
            <Stack gap="md" opacity={stale ? 0.6 : 1}>
              <Receipt quote={quote} cart={cart} />
              <Why quote={quote} promotion={promotion?.id ?? null} />
            </Stack>
          )}
        </div>
      </Stack>
    </Paper>
  );
}

/** Whether this promotion takes part, and as what. */
function Part({ promotion, changed }: Props) {
  const { t } = useTranslation();
  const isPublished = promotion?.state === "active" || promotion?.state === "scheduled";
  if (!isPublished) {
    return (
      <Text component="span" size="xs" c="var(--warning)" fw={500}>
        {t(`quote.noPart.${promotion?.state ?? "draft"}` as "quote.noPart.draft")}
      </Text>
    );
  }
  return changed ? t("quote.saveFirst") : null;
}
