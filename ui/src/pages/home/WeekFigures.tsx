/** The last seven whole days in a few figures, each with its change since the seven before, what there is of today, and the
 * line of eight weeks. */
import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { HomeOut, HomeWeek } from "../../api/schema";
import { change } from "../../parts/change";
import { Figure, Figures } from "../../parts/Figure";
import { useFormats } from "../../parts/Formats";
import { Sparkline } from "../../parts/Sparkline";

/** As high as what is told below a figure. */
const WAITING = <div style={{ height: 68 }} aria-hidden />;

const share = (week: HomeWeek) => (week.buyers === 0 ? null : week.returning / week.buyers);

export function WeekFigures({ home }: { home: HomeOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const loading = home === undefined;
  const weeks = home?.weeks ?? [];
  const now = weeks.at(-1);
  const before = weeks.at(-2);
  const line = (of: (week: HomeWeek) => number, write: (value: number) => string) => {
    const values = weeks.map(of);
    return <Sparkline values={values} label={t("home.line", { values: values.map(write).join(", ") })} />;
  };
  const hint = (of: (week: HomeWeek) => number, write: (value: number) => string) =>
    now && before ? (
      <Stack gap={4}>
        <span>{t("home.since", { change: change(of(now), of(before), format) ?? write(of(before)) })}</span>
        {home && <span>{t("home.today", { value: write(of(home.today)) })}</span>}
        {line(of, write)}
      </Stack>
    ) : (
      WAITING
    );
  const net = (week: HomeWeek) => Number(week.net.amount);
  const returning = now && share(now);
  return (
    <Figures columns={5}>
      <Figure
        label={t("home.net")}
        value={now && format.money(now.net)}
        hint={hint(net, (value) => format.money(String(value), 0))}
        loading={loading}
      />
      <Figure
        label={t("home.ordersOfWeek")}
        value={now && format.number(now.orders)}
        hint={hint((week) => week.orders, format.number)}
        loading={loading}
      />
      <Figure
        label={t("home.returning")}
        value={returning === null || returning === undefined ? "–" : format.percent(returning)}
        hint={
          now ? (
            <Stack gap={4}>
              <span>
                {t("home.returningOf", {
                  count: now.buyers,
                  number: format.number(now.returning),
                  all: format.number(now.buyers),
                })}
              </span>
              {line((week) => share(week) ?? 0, format.percent)}
            </Stack>
          ) : (
            WAITING
          )
        }
        loading={loading}
      />
      <Figure
        label={t("home.newCustomers")}
        value={now && format.number(now.registered)}
        hint={
          home ? (
            <Stack gap={4}>
              <span>{t("home.today", { value: format.number(home.today.registered) })}</span>
              <span>{t("home.inAll", { count: home.customers, number: format.number(home.customers) })}</span>
              {line((week) => week.registered, format.number)}
            </Stack>
          ) : (
            WAITING
          )
        }
        loading={loading}
      />
      <Figure
        label={t("home.outstanding")}
        value={home && format.number(home.points_outstanding)}
        hint={t("home.outstandingHint")}
        loading={loading}
      />
    </Figures>
  );
}
