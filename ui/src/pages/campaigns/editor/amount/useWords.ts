/** What the values of formulas are called: of the order, the event, the balance, or in the words of the condition language. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Json, VocabularyDocument } from "../../../../api/types";
import { readExpression } from "../../../../condition/json";
import { useLabels } from "../../../../condition/labels";
import { type Expr, group, test } from "../../../../condition/model";
import { Vocabulary } from "../../../../condition/vocabulary";
import { expressionLabel, type Speech, summary, windowLabel } from "../../../../condition/words";
import { useFormats } from "../../../../parts/Formats";
import type { Words } from "./formula";

export const OF_ORDER = ["grand_total", "subtotal", "net_total", "discount", "shipping", "tax"] as const;
export const BALANCE = "balance";
export const ORDER = "order.";
export const EVENT = "event.properties.";

/** An expression of the condition language; null for what is none. */
export function expressionOf(of: Json | undefined): Expr | null {
  if (of === "" || of === BALANCE || (typeof of === "string" && of.startsWith(ORDER))) return null;
  try {
    return readExpression(of);
  } catch {
    return null;
  }
}

function worded(speech: Speech, expression: Expr): string {
  const { base } = expression;
  const label = expressionLabel(speech, expression);
  if (base.kind !== "aggregate") return label;
  const where = base.where && summary(speech, base.where);
  const within = base.within && windowLabel(speech, base.within);
  return [label, within, where && `(${speech.t("editor.where")} ${where})`].filter(Boolean).join(" ");
}

/** The words for values, and for a formula of them; `values` are all that are asked for. */
export function useWords(document: VocabularyDocument, values: Json[]): Words {
  const { t } = useTranslation();
  const format = useFormats();
  const vocabulary = useMemo(() => new Vocabulary(document), [document]);
  const asked = JSON.stringify(values);
  const root = useMemo(() => {
    const expressions = (JSON.parse(asked) as Json[]).map(expressionOf).filter((one) => one !== null);
    return group(
      "all",
      expressions.map((one) => test(one, "exists")),
    );
  }, [asked]);
  const labels = useLabels(root, vocabulary);
  return useMemo(() => {
    const speech = { t, vocabulary, format, labels };
    return {
      value: (of) => {
        if (of === BALANCE) return t("campaign.counted.balance");
        const ofOrder = OF_ORDER.find((one) => of === ORDER + one);
        if (ofOrder) return t(`campaign.counted.order.${ofOrder}`);
        const expression = expressionOf(of);
        return expression ? worded(speech, expression) : "…";
      },
      number: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? format.number(text) : text || "…"),
      limited: (op, sofar, term) =>
        [`${sofar},`, t(`campaign.counted.says.${op as "least"}`), term].filter(Boolean).join(" "),
    };
  }, [t, vocabulary, format, labels]);
}
