/** What this customer would get for a cart: promotions applied and not, points to earn and by which rule. Nothing is stored. */
import { Button, Grid, Group, Loader, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import type { CartOut, OpenCarts } from "../../api/schema";
import type { Customer } from "../../api/types";
import { useFormats, When } from "../../parts/Formats";
import { ErrorState, Lines } from "../../parts/states";
import { CartEditor } from "../points/estimate/CartEditor";
import { rowsOf } from "../points/estimate/cart";
import { RuleLine } from "../points/estimate/RuleLine";
import { Receipt } from "../promotions/trial/Receipt";
import { useQuote } from "../promotions/trial/useQuote";
import { Why } from "../promotions/trial/Why";

/** The cart that they have open in the shop, to begin with; nothing where there is none. */
function InTheShop({ id, onTake }: { id: string; onTake: (cart: CartOut) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data } = useQuery({
    queryKey: ["customer", id, "carts"],
    queryFn: ({ signal }) => ask<OpenCarts>(`/v1/customers/${encodeURIComponent(id)}/carts`, { signal }),
  });
  const [cart] = data?.data ?? [];
  if (!cart || cart.lines.length === 0) return null;
  const lines = t("customerCart.lines", { count: cart.lines.length });
  return (
    <Group gap="xs" mb="sm" role="group" aria-label={t("customerCart.inShop")}>
      <Text size="sm">
        {t("customerCart.inShop")}: {cart.subtotal ? `${lines}, ${format.money(cart.subtotal)}` : lines}
        {cart.updated_at && (
          <Text component="span" size="xs" c="dimmed" ml={6}>
            <When value={cart.updated_at} />
          </Text>
        )}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => onTake(cart)}>
        {t("customerCart.take")}
      </Button>
    </Group>
  );
}

export function CustomerCart({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { id, external_id, email, name } = customer;
  const quote = useQuote(null, { id, external_id, email, name });
  const { cart, setCart, codes, setCodes, answer, isAwaited, stale, error, refetch } = quote;
  return (
    <Paper p="md" component="section" aria-labelledby="cart-title">
      <Group justify="space-between" gap="xs">
        <Title order={2} id="cart-title">
          {t("customerCart.title")}
        </Title>
        {stale && answer && <Loader size={14} role="img" aria-label={t("state.loading")} />}
      </Group>
      <Text size="xs" c="dimmed" mb="sm">
        {t("customerCart.text")}
      </Text>
      <InTheShop
        id={id}
        onTake={(inShop) => {
          setCart({ ...cart, rows: rowsOf(inShop) });
          setCodes(inShop.coupons.join(", "));
        }}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="sm">
            <CartEditor cart={cart} onChange={setCart} of="one" />
            <TextInput
              size="xs"
              label={t("quote.codes")}
              placeholder={t("quote.codesHint")}
              autoComplete="off"
              value={codes}
              onChange={(event) => setCodes(event.currentTarget.value)}
            />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <div aria-live="polite" aria-busy={stale}>
            {error ? (
              <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
            ) : isAwaited ? (
              <Lines count={3} />
            ) : answer === undefined ? (
              <Text size="sm" c="dimmed">
                {t("quote.begin")}
              </Text>
            ) : (
              <Stack gap="md" opacity={stale ? 0.6 : 1}>
                <Receipt quote={answer.quote} cart={cart} asItIs={null} isOn={false} />
                <Why quote={answer.quote} promotion={null} />
                <section aria-labelledby="cart-points">
                  <Title order={3} id="cart-points">
                    {t("customerCart.points")}
                  </Title>
                  {answer.quote.points.rules.length === 0 && (
                    <Text size="sm" c="dimmed">
                      {t("estimate.noRules")}
                    </Text>
                  )}
                  {answer.quote.points.rules.map((one) => (
                    <RuleLine key={one.rule} one={one} cart={cart} isThis={false} />
                  ))}
                </section>
              </Stack>
            )}
          </div>
        </Grid.Col>
      </Grid>
    </Paper>
  );
}
