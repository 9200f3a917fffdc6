/** An earning rule being written: what it says, whether its conditions hold together, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { EarningRule, Fault, KindInfo, Kinds, VocabularyDocument } from "../../../api/types";
import { useRuleCondition, waitsForCondition } from "../../../condition/useRuleCondition";
import { useFormats } from "../../../parts/Formats";
import { useLeaving } from "../../../parts/leaving";
import { changedHere } from "../../../parts/meanwhile/apart";
import type { Waiting } from "../../../parts/SaveButton";
import { wrongsOf } from "../../../parts/schema";
import { emptyLabel } from "../../promotions/editor/words";
import { type Document, documentOf } from "../documents";
import { firstOf, stylesOf } from "./sentence";
import { areOutOfOrder, type Body, bodyOf, isNamed, natureOf, styleOf, subjectOf, type Words, wordsOf } from "./words";

export interface Start {
  document: VocabularyDocument;
  kinds: Kinds;
  rule: EarningRule | null;
  /** The kind of style that a new one begins with. */
  style?: string;
  /** The side of a referral that it begins with. */
  whose?: string;
}

/** What the form begins with: the rule as it is, or a new one of the style that was asked for. */
function begun({ rule, style, whose }: Start, styles: KindInfo[]): Words {
  const words = wordsOf(rule, styles.find((one) => one.kind === style) ?? firstOf(styles));
  const sided = rule === null && words.style.kind === "referral" && whose;
  return sided ? { ...words, style: { ...words.style, whose } } : words;
}

export function useRuleWriting(start: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { places } = useFormats();
  const { rule } = start;
  const styles = stylesOf(start.kinds);
  const [words, keepWords] = useState<Words>(() => begun(start, styles));
  const kind = styles.find((one) => one.kind === words.style.kind);
  const nature = natureOf(kind);
  const orders = useRuleCondition(rule?.condition ?? null, start.document, subjectOf(nature), "/condition");
  const lines = useRuleCondition(rule?.products.condition ?? null, start.document, "line", "/products/condition");
  const body = bodyOf(words, nature, orders.json, lines.json);
  const [pristine] = useState(() => JSON.stringify(body));
  const changed = pristine !== JSON.stringify(body);
  const leaving = useLeaving(changed);
  const save = useDeed<Sent, EarningRule>({
    path: rule ? `/v1/earning-rules/${encodeURIComponent(rule.id)}` : "/v1/earning-rules",
    method: rule ? "PATCH" : "POST",
    touches: [["earning-rules"], ["earning-rule"], ["programme"], ["search"], ["estimate"]],
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (save.error) save.reset();
  };
  const chooseStyle = (next: string | null) => {
    const picked = styles.find((one) => one.kind === next);
    if (picked && picked.kind !== words.style.kind) setWords({ style: styleOf(picked) });
  };
  const wrongs = kind ? wrongsOf(kind.schema, words.style, places) : [];

  const waitsForProducts = (): Waiting | null => {
    const { which, attribute, categories } = words.products;
    if (nature !== "order" || which === "all") return null;
    const needs = { says: t("save.needsProducts"), field: `/products/${which === "marked" ? "attribute" : which}` };
    if (which === "marked") return attribute ? null : needs;
    if (which === "categories") return categories.length > 0 ? null : needs;
    return lines.json === null && lines.state.written.unfinished.length === 0
      ? needs
      : waitsForCondition(lines, "/products/condition", t);
  };
  const incomplete = (): Waiting | null => {
    const [first] = wrongs;
    if (first) {
      const says = first[1].what === "empty" ? t("save.needsFields") : t("save.faulty");
      return { says, field: `/style/${first[0]}` };
    }
    const ofOrders = waitsForCondition(orders, "/condition", t);
    if (ofOrders) return ofOrders;
    if (words.lifetime && !(words.lifetime.amount > 0)) return { says: t("save.needsFields"), field: "/lifetime" };
    const ofProducts = waitsForProducts();
    if (ofProducts) return ofProducts;
    if (areOutOfOrder(words.limits)) return { says: t("save.faulty"), field: "/limits/per_order" };
    if (words.delay && !(words.delay.amount > 0)) return { says: t("save.needsFields"), field: "/delay" };
    const { awaits } = body;
    if (awaits && isNamed(awaits.action) && !awaits.name) return { says: t("save.needsFields"), field: "/awaits/name" };
    if (awaits?.deadline && !(awaits.deadline.amount > 0)) {
      return { says: t("save.needsFields"), field: "/awaits/deadline" };
    }
    const label = emptyLabel(words.labels);
    if (label) return { says: t("save.needsFields"), field: `/labels/${label.language}` };
    return body.legal_entity ? null : { says: t("save.needsFields"), field: "/legal_entity" };
  };
  const lacks = incomplete();
  const waiting = (): Waiting | null => {
    if (!body.name) return { says: t("save.needsName"), field: "/name" };
    return lacks ?? (rule && !changed ? { says: t("save.unchanged") } : null);
  };
  const send = (sent: Sent) =>
    save.mutate(sent, {
      onSuccess: (stored) => {
        leaving.release();
        notifications.show({ message: t("points.ruleSaved", { name: stored.name }) });
        navigate("/points");
      },
    });
  const doSave = () => send(rule ? { ...body, version: rule.version } : body);
  const begunBody = JSON.parse(pristine) as Document;
  const mine = documentOf(body);
  const beside = rule && {
    path: `/v1/earning-rules/${encodeURIComponent(rule.id)}`,
    before: documentOf(rule),
    begun: begunBody,
    mine,
    onTop: (version: number) => send({ ...changedHere(mine, begunBody), version }),
    busy: save.isPending,
  };
  const faults = save.error instanceof Problem ? save.error.errors : NO_FAULTS;
  return {
    rule,
    words,
    setWords,
    styles,
    chooseStyle,
    kind,
    nature,
    orders,
    lines,
    wrongs,
    faults,
    changed,
    leaving,
    save,
    beside,
    doSave,
    body,
    /** It says everything but its name. */
    isWhole: lacks === null,
    waitsFor: waiting(),
  };
}

type Sent = Partial<Body> & { version?: number };

const NO_FAULTS: Fault[] = [];

export type RuleWriting = ReturnType<typeof useRuleWriting>;
