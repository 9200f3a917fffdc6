/** What one rule gives for a sample cart, or why it gives nothing. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EstimatedRule } from "../../../api/schema";
import { asSentence } from "../../../format/sentence";
import { Money, useFormats } from "../../../parts/Formats";
import { useProductNames } from "../../../parts/useProductNames";
import type { SampleCart } from "./cart";
import classes from "./Estimate.module.css";

export function RuleLine({ one, cart, isThis }: { one: EstimatedRule; cart: SampleCart; isThis: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const gives = one.reason === null;
  return (
    <div className={classes.rule}>
      <Text size="sm" fw={isThis ? 600 : 400} className={`break ${gives ? "" : classes.nothing}`}>
        {one.name}
      </Text>
      <Text size="sm" fw={isThis ? 600 : 400} className={`figures ${gives ? "" : classes.nothing}`}>
        {format.signed(one.points)}
      </Text>
      <Text size="xs" c="dimmed" component="div" className={`${classes.why} break`}>
        {gives ? (
          <>
            {t("estimate.counted")} <Money value={one.amount} />
          </>
        ) : (
          asSentence(one.told ?? "")
        )}
        <Uncounted one={one} cart={cart} />
        {one.starts_at && one.starts_at > estimateNow() && (
          <div>{t("estimate.from", { at: format.instant(one.starts_at) })}</div>
        )}
        {one.waits_for && <div>{t(`awaits.once.${one.waits_for.action}`, { name: one.waits_for.name ?? "" })}</div>}
        {gives && one.ends_at && <div>{t("estimate.until", { at: format.end(one.ends_at) })}</div>}
      </Text>
    </div>
  );
}

/** Points that can be spent at once say nothing of when they start. */
const estimateNow = () => new Date(Date.now() + 60_000).toISOString();

/** Which lines of the cart a rule passes over. */
function Uncounted({ one, cart }: { one: EstimatedRule; cart: SampleCart }) {
  const { t } = useTranslation();
  const nameOf = useProductNames(cart.rows.map((row) => row.sku));
  const passed = (one.lines ?? []).filter((line) => !line.counts).map((line) => Number(line.id));
  if (passed.length === 0 || one.reason === "condition") return null;
  const names = cart.rows
    .filter((row) => passed.includes(row.key))
    .map((row) => (row.sku ? (nameOf(row.sku) ?? row.sku) : t("estimate.noSku")));
  return <div>{t("estimate.uncounted", { skus: names.join(", ") })}</div>;
}
