/** What a spending rule being written says, a line for each thing. */
import type { TFunction } from "i18next";
import type { Json } from "../../../api/types";
import type { Formats } from "../../../format/format";
import type { Words } from "./words";

const isNumber = (value: Json) => value !== null && /^\d+(\.\d+)?$/.test(String(value));

export function exchangeSentence(words: Words, format: Formats, t: TFunction): string[] {
  const points = (value: Json) => {
    if (!isNumber(value)) return "…";
    return t("mass.points", { count: Number(value), number: format.number(String(value)) });
  };
  const percent = (value: Json) => (isNumber(value) ? format.exactPercent(String(value)) : "…");
  const amount =
    words.amount !== null && typeof words.amount === "object" && !Array.isArray(words.amount)
      ? words.amount.amount
      : null;
  const off =
    words.off === "percent" ? percent(words.percent) : isNumber(amount ?? null) ? format.money(String(amount)) : "…";
  const count = isNumber(words.points) ? Number(words.points) : 2;
  return [
    t("spending.says.worth", { count, points: points(words.points), off }),
    words.least !== null && t("spending.says.least", { points: points(words.least) }),
    words.most !== null && t("spending.says.most", { points: points(words.most) }),
    words.share !== null && t("spending.says.share", { share: percent(words.share) }),
    !words.shipping && t("spending.says.noShipping"),
  ].filter((line): line is string => line !== false);
}
