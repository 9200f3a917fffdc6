/** One conflict, in words, with the cart that shows it. */
import { Anchor, Button, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconShoppingCart } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ConflictOut, NamedPromotion, WitnessOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { FIRST_KIND } from "../../../parts/PointsKindSelect";
import { promotionPath } from "../queries";
import classes from "./Finding.module.css";
import { useTryCart } from "./tried";

interface Props {
  conflict: ConflictOut;
  /** The promotion whose page this is, which needs no link. */
  here?: string | null;
}

export function Finding({ conflict, here = null }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const { what, by, cart, left, whole, line } = conflict;
  const taken = cart && line !== null && line !== undefined ? cart.lines[line] : undefined;
  return (
    <Paper p="sm" className={classes.finding} component="li" data-testid="conflict">
      <Stack gap={6}>
        <div className={classes.head}>
          <IconAlertTriangle size={18} stroke={1.5} aria-hidden className={classes.icon} />
          <Text size="sm" fw={500} className="break">
            <Named one={conflict.promotion} here={here} />
            {by && (
              <>
                {" "}
                {t("conflict.and")} <Named one={by} here={here} />
              </>
            )}
          </Text>
        </div>
        <Text size="sm" className="break">
          {t(`conflict.what.${what}`, {
            left: left && format.money(left),
            whole: whole && format.money(whole),
            sku: taken?.sku,
            by: by?.name,
            context: what === "superseded" && !by ? "others" : undefined,
          })}
        </Text>
        {conflict.reason && (
          <Text size="sm" c="dimmed" className="break">
            {conflict.reason}
          </Text>
        )}
        {conflict.tests.map((test) => (
          <Text key={test} size="sm" c="dimmed" className="break">
            — {test}
          </Text>
        ))}
        {cart && <Cart cart={cart} promotion={conflict.promotion} />}
        <Text size="xs" c="dimmed">
          {t(`conflict.todo.${what}`)}
        </Text>
      </Stack>
    </Paper>
  );
}

function Named({ one, here }: { one: NamedPromotion; here: string | null }) {
  if (one.id === null || one.id === here) return <>{one.name}</>;
  return (
    <Anchor component={Link} to={promotionPath(one.id)} size="sm" fw={500}>
      {one.name}
    </Anchor>
  );
}

function Cart({ cart, promotion }: { cart: WitnessOut; promotion: NamedPromotion }) {
  const { t } = useTranslation();
  const format = useFormats();
  const tryCart = useTryCart(promotion.id);
  const facts = [
    ...cart.customer_is.map((one) => t("conflict.customer", { is: one })),
    cart.store && t("conflict.store", { store: cart.store }),
    cart.codes.length > 0 && t("conflict.codes", { codes: cart.codes.join(", ") }),
    ...(cart.coupons_of ?? []).map((one) => t("conflict.couponOf", { name: one.name })),
    ...Object.entries(cart.points).map(([kind, count]) => {
      const points = t("conflict.points", { count, number: format.number(count) });
      return kind === FIRST_KIND ? points : `${points} (${kind})`;
    }),
    cart.shipping_country && t("conflict.country", { country: format.country(cart.shipping_country) }),
    cart.shipping_method && t("conflict.shippingMethod", { method: cart.shipping_method }),
    cart.payment_method && t("conflict.paymentMethod", { method: cart.payment_method }),
  ].filter((one): one is string => Boolean(one));
  return (
    <div className={classes.cart}>
      <Text size="xs" c="dimmed">
        {t("conflict.cart")}
      </Text>
      {cart.lines.map((line, n) => (
        <div key={n} className={classes.line}>
          <span className="break">
            <span className="figures">{format.number(line.pieces)} ×</span> {line.sku}
            {line.made_up && <span className={classes.dim}> {t("conflict.madeUp")}</span>}
          </span>
          <span className="figures">{format.money(line.price)}</span>
        </div>
      ))}
      {facts.map((fact) => (
        <Text key={fact} size="xs" c="dimmed" className="break">
          {fact}
        </Text>
      ))}
      {cart.nobody && (
        <Text size="xs" c="dimmed">
          {t("conflict.nobodyToday")}
        </Text>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        mt={4}
        leftSection={<IconShoppingCart size={14} stroke={1.5} />}
        onClick={() => tryCart(cart)}
      >
        {t("conflict.try")}
      </Button>
    </div>
  );
}
