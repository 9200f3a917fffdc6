/** When a segment is kept up to date: what its form begins with, and a schedule in words. */
import type { TFunction } from "i18next";
import type { Refresh } from "../../api/schema";
import type { Formats } from "../../format/format";

export const AUTOMATIC: Refresh = { kind: "automatic", every: null, at: null, weekday: null, day: null };

const NIGHT = "03:00";

/** The same with another kind; a schedule begins as every night, when nobody shops. */
export function ofKind(kind: Refresh["kind"]): Refresh {
  return kind === "scheduled" ? { ...AUTOMATIC, kind, every: "day", at: NIGHT } : { ...AUTOMATIC, kind };
}

/** The same schedule at another pace, with the day that this pace needs and none besides: the server refuses others. */
export function atPace(refresh: Refresh, every: NonNullable<Refresh["every"]>): Refresh {
  return {
    ...refresh,
    every,
    weekday: every === "week" ? (refresh.weekday ?? 1) : null,
    day: every === "month" ? (refresh.day ?? 1) : null,
  };
}

/** 1 is Monday, as the server counts; the first of January 2024 was one. */
export function weekdayName(weekday: number, locale: string): string {
  const name = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return name.format(new Date(Date.UTC(2024, 0, weekday)));
}

/** Refreshed every Monday at 03:00, by hand, or in every moment. */
export function saidOf(refresh: Refresh, t: TFunction, format: Formats): string {
  if (refresh.kind !== "scheduled") return t(`refresh.said.${refresh.kind}`);
  const at = `${refresh.at} (${format.zoneName})`;
  switch (refresh.every) {
    case "week":
      return t("refresh.said.week", { at, weekday: weekdayName(refresh.weekday ?? 1, format.locale) });
    case "month":
      return t("refresh.said.month", { at, day: refresh.day });
    default:
      return t("refresh.said.day", { at });
  }
}
