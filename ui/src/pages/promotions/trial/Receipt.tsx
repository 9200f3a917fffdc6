/** What a cart comes to, as a receipt: its lines with what is taken off each, and the totals. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ComesToOut, Money as MoneyValue, QuoteOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { useProductNames } from "../../../parts/useProductNames";
import type { SampleCart } from "../../points/estimate/cart";
import classes from "./Receipt.module.css";

interface Props {
  quote: QuoteOut;
  cart: SampleCart;
  /** What the cart comes to without what is tried, or as that is stored. */
  asItIs: ComesToOut | null;
  /** What is tried is in force as it is stored. */
  isOn: boolean;
}

const isNothing = ({ amount }: MoneyValue) => Number(amount) === 0;

export function Receipt({ quote, cart, asItIs, isOn }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const named = new Map(cart.rows.map((row) => [String(row.key), row.sku]));
  const off = (value: MoneyValue) => format.money({ ...value, amount: `-${value.amount}` });
  const skuOf = (line: QuoteOut["lines"][number]) => named.get(line.id) ?? line.sku;
  const nameOf = useProductNames(quote.lines.map(skuOf));
  const { earned } = quote.points;
  return (
    <section className={classes.receipt} aria-label={t("quote.receipt")}>
      {quote.lines.map((line) => (
        <div key={line.id} className={classes.line}>
          <span className="break">
            <span className="figures">{format.number(line.quantity)} ×</span>{" "}
            <Product sku={skuOf(line)} nameOf={nameOf} />
          </span>
          <span className="figures">{format.money(line.total)}</span>
          {!isNothing(line.discount) && (
            <span className={`figures ${classes.off}`} data-testid={`off-${line.sku}`}>
              {off(line.discount)}
            </span>
          )}
        </div>
      ))}
      <div className={classes.sums}>
        <Sum label={t("quote.subtotal")} value={format.money(quote.subtotal)} />
        {!isNothing(quote.discount) && <Sum label={t("quote.discount")} value={off(quote.discount)} />}
        {!isNothing(quote.shipping) && <Sum label={t("quote.shipping")} value={format.money(quote.shipping)} />}
        {!isNothing(quote.shipping_discount) && (
          <Sum label={t("quote.shippingDiscount")} value={off(quote.shipping_discount)} />
        )}
        {!isNothing(quote.tax) && <Sum label={t("quote.tax")} value={format.money(quote.tax)} />}
      </div>
      <div className={classes.total}>
        <span>{t("quote.toPay")}</span>
        <span className="figures" data-testid="quote-to-pay">
          {format.money(quote.to_pay)}
        </span>
      </div>
      {asItIs && (
        <div className={classes.sum} data-testid="quote-as-it-is">
          <Text size="xs" c="dimmed">
            {t(isOn ? "quote.asStored" : "quote.without")}
          </Text>
          <Text size="xs" c="dimmed" className="figures">
            {format.money(asItIs.to_pay)}
          </Text>
        </div>
      )}
      {earned > 0 && (
        <Text size="xs" c="dimmed" ta="right">
          {t("estimate.earns", { count: earned, number: format.number(earned) })}
        </Text>
      )}
    </section>
  );
}

/** A product by its name with the SKU beside it, else by the SKU alone. */
function Product({ sku, nameOf }: { sku: string | null; nameOf: (sku: string) => string | null }) {
  const { t } = useTranslation();
  const name = sku && nameOf(sku);
  if (!name) return <>{sku ?? t("estimate.noSku")}</>;
  return (
    <>
      {name}{" "}
      <Text component="span" size="xs" c="dimmed">
        {sku}
      </Text>
    </>
  );
}

function Sum({ label, value }: { label: string; value: string }) {
  return (
    <div className={classes.sum}>
      <span>{label}</span>
      <span className="figures">{value}</span>
    </div>
  );
}
