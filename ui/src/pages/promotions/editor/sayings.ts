/** What each section of a promotion says now, in a few words, for whoever doesn't open it. */

import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../api/types";
import type { Formats } from "../../../format/format";
import { amountsOf } from "../../../parts/compound";
import { useFormats } from "../../../parts/Formats";
import { laneName } from "../laneName";
import type { Words } from "./words";
import type { PromotionWriting } from "./writing";

const listed = (parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(" · ");

const counted = (value: Json, format: Formats) =>
  value === null || value === "" ? null : { count: Number(value) || 2, number: format.number(String(value)) };

const money = (value: Json, format: Formats) => {
  const [first] = amountsOf(value);
  return first && Number.isFinite(Number(first.amount)) ? format.money(first) : null;
};

function saidOfUses(words: Words, format: Formats, t: TFunction): string {
  const [all, each, least] = [words.uses, words.uses_per_customer, words.least_points].map((value) =>
    counted(value, format),
  );
  const budget = money(words.budget, format);
  return (
    listed([
      all && t("promo.uses.says.all", all),
      each && t("promo.uses.says.each", each),
      words.stay && t("promo.uses.says.stay", { segment: words.stay.segment ?? "…" }),
      budget && t("promo.uses.says.budget", { amount: budget }),
      least && t("promo.uses.says.least", least),
      !words.gives_back && t("promo.uses.says.kept"),
    ]) || t("promo.uses.says.any")
  );
}

function saidOfLimits({ limits }: Words, format: Formats, t: TFunction): string {
  const pieces = counted(limits.pieces, format);
  const [amount, floor] = [money(limits.amount, format), money(limits.floor, format)];
  return (
    listed([
      pieces && t("promo.limits.says.pieces", pieces),
      amount && t("promo.limits.says.amount", { amount }),
      floor && t("promo.limits.says.floor", { amount: floor }),
    ]) || t("rule.noLimits")
  );
}

function saidOfWhen({ stores, starts_at, ends_at }: Words, format: Formats, t: TFunction): string {
  return listed([
    starts_at && t("window.from", { from: format.day(starts_at) }),
    ends_at && t("period.before", { until: format.instant(ends_at) }),
    !starts_at && !ends_at && t("period.always"),
    stores.length > 0 ? stores.join(", ") : t("rule.allStores"),
  ]);
}

export function useSayings({ words, lines, lanes }: PromotionWriting) {
  const { t } = useTranslation();
  const format = useFormats();
  const lane = lanes.find((one) => one.id === words.lane);
  return {
    lines: lines.json === null ? t("promo.allLines") : (lines.checked.sentence ?? "…"),
    coupon: words.coupon === "code" && words.code ? words.code : t(`promo.couponsSay.${words.coupon}`),
    when: saidOfWhen(words, format, t),
    uses: saidOfUses(words, format, t),
    limits: saidOfLimits(words, format, t),
    among: listed([
      lanes.length > 1 && lane && laneName(lane, t),
      t("rule.saysPriority", { number: format.number(words.priority) }),
      words.stop !== "none" && t(`promo.stopsSay.${words.stop}`),
    ]),
    telling:
      listed([
        words.labels[0]?.text.trim() && `“${words.labels[0].text.trim()}”`,
        words.nudges && t("promo.nudgesSay"),
      ]) || t("promo.itsName"),
  };
}
