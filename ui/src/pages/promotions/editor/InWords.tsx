/** What a promotion being written says, in the reader's words. */
import { Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { oneSentence } from "../../../format/sentence";
import { useFormats } from "../../../parts/Formats";
import { benefitSentence } from "./sentence";
import { useCategoryNames } from "./useCategoryNames";
import type { PromotionWriting } from "./writing";

export function InWords({ writing }: { writing: PromotionWriting }) {
  const { t } = useTranslation();
  const format = useFormats();
  const named = useCategoryNames();
  const { words, kind, carts, lines, base, wrongs } = writing;
  const open = new Set(wrongs.map(([pointer]) => pointer.replace("/benefit/", "")));
  return (
    <Paper p="md" component="section" aria-labelledby="promo-words">
      <Text size="xs" c="dimmed" id="promo-words">
        {t("points.inWords")}
      </Text>
      <Text fw={500} className="break">
        {oneSentence([
          kind ? benefitSentence(kind, words.benefit, format, t, named, open) : "…",
          carts.json === null
            ? t("promo.everyCart")
            : carts.checked.sentence && t("promo.cartsWhere", { told: carts.checked.sentence }),
          lines.json !== null && lines.checked.sentence && t("promo.linesWhere", { told: lines.checked.sentence }),
          words.coupon === "code" && t("promo.withCode", { code: words.code.trim() || "…" }),
          words.coupon === "codes" && t("promo.withCodes"),
        ])}
      </Text>
      {base && base.used > 0 && (
        <Text size="xs" c="dimmed" mt="xs">
          {t("promo.hasGiven", {
            count: base.used,
            number: format.number(base.used),
            amount: format.money(base.given),
          })}
        </Text>
      )}
      {base?.budget && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("promo.ofBudget", { amount: format.money(base.given), budget: format.money(base.budget) })}
        </Text>
      )}
      {base && base.reserved > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("promo.heldNow", {
            count: base.reserved,
            number: format.number(base.reserved),
            amount: format.money(base.held),
          })}
        </Text>
      )}
      {base?.used_up_at && (
        <Text size="xs" c="var(--warning)" mt={4}>
          {t("promo.usedUpPace", { day: format.day(base.used_up_at) })}
        </Text>
      )}
      {base?.broken_reason && (
        <Text size="sm" c="var(--bad)" mt="xs" className="break">
          {base.broken_reason}
        </Text>
      )}
    </Paper>
  );
}
