/** Triggers whose moment lies so many days before what they tell of: what comes sooner than that is past it already. */
import type { Draft } from "../../api/schema";

const AHEAD = ["points_ending", "coupon_ending"] as const;

export interface Ahead {
  of: (typeof AHEAD)[number];
  days: number;
}

export function aheadOf({ trigger }: Draft): Ahead | undefined {
  const of = AHEAD.find((one) => one === trigger?.kind);
  return of && typeof trigger?.days === "number" && trigger.days > 0 ? { of, days: trigger.days } : undefined;
}
