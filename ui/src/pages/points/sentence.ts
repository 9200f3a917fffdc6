/** An earning rule in one sentence, from the kind's own template. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useKinds } from "../../api/queries";
import type { EarningRule, Json, KindInfo, Kinds } from "../../api/types";
import type { Formats } from "../../format/format";
import { useFormats } from "../../parts/Formats";

/** The earning styles, whatever the registry calls its list. */
export function stylesOf(kinds: Kinds | undefined): KindInfo[] {
  if (!kinds) return [];
  return kinds.earn_styles ?? kinds.earn_style ?? kinds.EarnStyle ?? [];
}

export function styleSentence(kind: KindInfo | undefined, style: { [name: string]: Json }, format: Formats): string {
  const template = kind?.sentence ?? "";
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = style[name];
    const schema = kind?.schema.properties?.[name];
    if (value === null || value === undefined || value === "") return "…";
    if (typeof value === "object" && !Array.isArray(value) && "amount" in value) {
      return format.money({ amount: String(value.amount), currency: String(value.currency ?? format.currency) });
    }
    if (schema?.format === "money") return format.money(String(value));
    return /^-?\d+(\.\d+)?$/.test(String(value)) ? format.number(String(value)) : String(value);
  });
}

export function useRuleSentence(): (rule: EarningRule) => string {
  const { t } = useTranslation();
  const format = useFormats();
  const kinds = useKinds();
  return useCallback(
    (rule) => {
      if (rule.sentence) return rule.sentence;
      const kind = stylesOf(kinds.data).find((one) => one.kind === rule.style.kind);
      const style = styleSentence(kind, rule.style, format);
      return rule.condition === null ? style : `${style} · ${t("points.conditional")}`;
    },
    [t, format, kinds.data],
  );
}
