/** How long the coupon of a reward can be used, in words. */
import type { TFunction } from "i18next";
import type { Lifetime } from "../../../parts/LifetimeInput";

export function lastsFor(lifetime: Lifetime, t: TFunction): string {
  if (lifetime === null) return t("reward.lasts.promotion");
  const span = t(`unitOf.${lifetime.unit as "months"}`, { count: lifetime.amount });
  return t(lifetime.counted === "end_of" ? "reward.lasts.end_of" : "reward.lasts.after", { span });
}
