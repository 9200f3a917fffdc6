/** What each section of an earning rule says now, in a few words, for whoever doesn't open it. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useValues } from "../../../api/queries";
import type { Formats } from "../../../format/format";
import { useFormats } from "../../../parts/Formats";
import { ALL_PRODUCTS, isUsual, USUAL_COUNTING, type Words } from "./words";
import type { RuleWriting } from "./writing";

const listed = (parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(" · ");

function saidOfProducts({ products }: Words, named: (category: string) => string, t: TFunction): string {
  if (products.which === "categories" && products.categories.length > 0) {
    const shown = products.categories.slice(0, 3).map(named);
    const more = products.categories.length - shown.length;
    return shown.join(", ") + (more > 0 ? ` ${t("value.more", { count: more })}` : "");
  }
  if (products.which === "marked" && products.attribute) {
    return t("rule.saysMarked", { attribute: products.attribute });
  }
  return t(`rule.says.${products.which}`);
}

function saidOfCounting({ counting }: Words, t: TFunction): string {
  return listed([
    t(counting.discounted ? "rule.afterDiscounts" : "rule.beforeDiscounts"),
    counting.tax && t("rule.with.tax"),
    counting.shipping && t("rule.with.shipping"),
    counting.paid_with_points && t("rule.with.paid_with_points"),
    !counting.paid_with_gift_cards && t("rule.withoutGiftCards"),
  ]);
}

type Who = Pick<Words, "stores" | "groups" | "starts_at" | "ends_at">;

const saidOfPeriod = ({ starts_at, ends_at }: Who, format: Formats, t: TFunction) => [
  starts_at && t("window.from", { from: format.day(starts_at) }),
  ends_at && t("period.before", { until: format.instant(ends_at) }),
];

export function saidOfWho(who: Who, format: Formats, t: TFunction): string {
  const { stores, groups, starts_at, ends_at } = who;
  return listed([
    stores.length > 0 ? stores.join(", ") : t("rule.allStores"),
    groups.length > 0 ? groups.join(", ") : t("rule.allGroups"),
    ...saidOfPeriod(who, format, t),
    !starts_at && !ends_at && t("period.always"),
  ]);
}

function saidOfLimits({ limits }: Words, nature: RuleWriting["nature"], format: Formats, t: TFunction): string {
  const most = (points: number | null, key: Parameters<typeof t>[0]) =>
    points === null ? null : t(key as "rule.saysPer.order", { number: format.number(points) });
  return (
    listed([
      most(limits.per_order, nature === "behaviour" ? "rule.saysPer.deed" : "rule.saysPer.order"),
      most(limits.per_day, "rule.saysPer.day"),
      most(limits.per_period, `rule.saysPer.${limits.period}`),
      most(limits.per_customer, "rule.saysPer.customer"),
    ]) || t("rule.noLimits")
  );
}

function saidOfAvailable({ delay, awaits, as_of }: Words, asks: boolean, t: TFunction): string {
  return listed([
    delay ? t(`rule.after.${delay.unit}`, { count: delay.amount }) : !awaits && t("rule.atOnce"),
    awaits && t(`awaits.once.${awaits.action}`, { name: awaits.name ?? "" }),
    awaits?.deadline &&
      t("rule.within", { span: t(`rule.after.${awaits.deadline.unit}`, { count: awaits.deadline.amount }) }),
    asks && as_of === "granted" && t("rule.saysGranted"),
  ]);
}

const spanOf = ({ amount, unit }: NonNullable<Words["lifetime"]>, t: TFunction) =>
  t(`unitOf.${unit}`, { count: amount });

/** In what a rule isn't as rules usually are, a line for each: without it two that differ would read the same. */
export function useDifferences(writing: RuleWriting): string[] {
  const { t } = useTranslation();
  const says = useSayings(writing);
  const { words, nature } = writing;
  const format = useFormats();
  const { stores, groups, lifetime, delay, awaits, as_of, legal_entity, priority, stop } = words;
  const limited = Object.entries(words.limits).some(([span, most]) => span !== "period" && most !== null);
  return [
    nature === "order" && !isUsual(words.products.which, ALL_PRODUCTS.which) && says.products,
    nature === "order" && !isUsual(words.counting, USUAL_COUNTING) && says.counting,
    listed([stores.join(", "), groups.join(", "), ...saidOfPeriod(words, format, t)]),
    limited && says.limits,
    (delay || awaits || as_of === "granted") && says.available,
    lifetime && t(`rule.lasts.${lifetime.counted}`, { span: spanOf(lifetime, t) }),
    legal_entity.trim() !== "" && legal_entity !== "Shop" && t("rule.saysOwed", { name: legal_entity }),
    (priority !== 0 || stop) && says.among,
  ].filter((line): line is string => Boolean(line));
}

export function useSayings({ words, nature }: RuleWriting) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data } = useValues("category", "", words.products.which === "categories");
  const names = new Map((data?.data ?? []).map((one) => [one.value, one.label]));
  return {
    products: saidOfProducts(words, (id) => names.get(id) ?? id, t),
    counting: saidOfCounting(words, t),
    who: saidOfWho(words, format, t),
    limits: saidOfLimits(words, nature, format, t),
    available: saidOfAvailable(words, nature !== "behaviour", t),
    among: listed([
      t("rule.saysPriority", { number: format.number(words.priority) }),
      words.stop && t("rule.saysStop"),
    ]),
  };
}
