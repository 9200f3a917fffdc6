/** What a replay found: in all, what was bought anyway, by month, by share of the cart, by segment, and the largest. */
import { Anchor, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Money, ReplayResult, ReplayTotals } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import { Months } from "../../../parts/past/Months";
import classes from "../../../parts/past/Past.module.css";
import { SegmentShares } from "../../../parts/past/SegmentShares";
import { ShareBar } from "../../../parts/ShareBar";

const amountOf = (money: Money) => Number(money.amount);

export function Replayed({ result, outdated }: { result: ReplayResult; outdated: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { promotion, in_force, months, segments } = result;
  if (result.orders === 0) return <Text size="sm">{t("trial.noOrders")}</Text>;
  const compared = in_force !== null;
  return (
    <Stack gap="sm" className={outdated ? classes.outdated : undefined}>
      {outdated && (
        <Text size="xs" c="dimmed">
          {t("replay.outdated")}
        </Text>
      )}
      <Totals totals={promotion} orders={result.orders} />
      {in_force && (
        <Text size="sm" data-testid="replay-in-force">
          {in_force.discount.amount === promotion.discount.amount && in_force.orders === promotion.orders
            ? t("replay.same")
            : t("replay.inForce", {
                count: in_force.orders,
                number: format.number(in_force.orders),
                amount: format.money(in_force.discount),
              })}
        </Text>
      )}
      {promotion.orders > 0 && <BoughtAnyway totals={promotion} />}
      <Months
        title={compared ? t("replay.byMonthCompared") : t("replay.byMonth")}
        months={months.map((one) => ({
          month: one.month,
          value: amountOf(one.discount),
          shown: format.money(one.discount),
          before: amountOf(one.in_force),
          shownBefore: format.money(one.in_force),
        }))}
        compared={compared}
      />
      {promotion.orders > 0 && <Shares result={result} />}
      <SegmentShares
        header={t("replay.discount")}
        segments={segments
          .filter((one) => amountOf(one.discount) > 0 || amountOf(one.in_force) > 0)
          .map((one) => ({ ...one, shown: format.money(one.discount), shownBefore: format.money(one.in_force) }))}
        compared={compared}
      />
      <Largest result={result} />
    </Stack>
  );
}

function Totals({ totals, orders }: { totals: ReplayTotals; orders: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  const customers = t("trial.customers", { count: totals.customers, number: format.number(totals.customers) });
  const counted = { number: format.number(totals.orders), total: format.number(orders), customers };
  const subtotal = amountOf(totals.subtotal);
  return (
    <div>
      <Text fz={24} lh="32px" fw={600} className="figures" data-testid="replay-discount">
        {format.money(totals.discount)}
      </Text>
      <Text size="sm">{t("replay.orders", { count: orders, ...counted })}</Text>
      {subtotal > 0 && (
        <Text size="sm" c="dimmed">
          {t("replay.ofSubtotal", {
            share: format.percent(amountOf(totals.discount) / subtotal),
            subtotal: format.money(totals.subtotal),
          })}
        </Text>
      )}
      {totals.net.amount !== totals.discount.amount && (
        <Text size="sm" data-testid="replay-net">
          {t("replay.net", { amount: format.money(totals.net) })}
        </Text>
      )}
      {totals.used_up_at && (
        <Text size="sm" c="var(--warning)">
          {t("replay.usedUp", { at: format.instant(totals.used_up_at) })}
        </Text>
      )}
    </div>
  );
}

/** Of how much nobody can say that it brought a sale: the orders were placed at full price. */
function BoughtAnyway({ totals }: { totals: ReplayTotals }) {
  const { t } = useTranslation();
  const format = useFormats();
  const whole = amountOf(totals.discount);
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t("replay.anyway")}
      </Text>
      <ShareBar share={whole > 0 ? amountOf(totals.full_price_discount) / whole : 0} />
      <Text size="xs" c="dimmed" mt={4}>
        {t("replay.anywayText", {
          count: totals.full_price_orders,
          number: format.number(totals.full_price_orders),
          amount: format.money(totals.full_price_discount),
        })}
      </Text>
    </div>
  );
}

/** How many orders it takes which part of. */
function Shares({ result }: { result: ReplayResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  const most = Math.max(...result.shares.map((one) => one.orders), 1);
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t("replay.byShare")}
      </Text>
      <ul className={classes.bars}>
        {result.shares.map((one) => (
          <li key={one.percent} className={classes.bar}>
            <span className={classes.month}>
              {t("replay.upTo", { percent: format.exactPercent(String(one.percent)) })}
            </span>
            <span className={classes.track} aria-hidden>
              <span className={classes.fill} style={{ width: `${(100 * one.orders) / most}%` }} />
            </span>
            <span className="figures">{format.number(one.orders)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Largest({ result }: { result: ReplayResult }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (result.largest.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t("replay.largest")}
      </Text>
      {result.largest.slice(0, 5).map((one) => (
        <Text key={one.order} size="sm" className="break">
          <span className="figures">{format.money(one.discount)}</span>{" "}
          {t("replay.ofOrder", { subtotal: format.money(one.subtotal) })}{" "}
          <Anchor component={Link} to={`/customers/${encodeURIComponent(one.customer)}`} size="sm">
            {t("replay.order", { order: one.order })}
          </Anchor>
        </Text>
      ))}
    </div>
  );
}
