/** A promotion being written: what it says, whether its conditions hold together, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { LaneOut, PromotionOut } from "../../../api/schema";
import type { Fault, Kinds, VocabularyDocument } from "../../../api/types";
import { useRuleCondition, waitsForCondition } from "../../../condition/useRuleCondition";
import { useFormats } from "../../../parts/Formats";
import { useLeaving } from "../../../parts/leaving";
import { isMeanwhile, useMeanwhile } from "../../../parts/meanwhile/useMeanwhile";
import type { Waiting } from "../../../parts/SaveButton";
import { promotionPath, touchedByPromotion } from "../queries";
import { benefitSentence, benefitsOf, firstOf } from "./sentence";
import { useCategoryNames } from "./useCategoryNames";
import { type Body, benefitOf, bodyOf, type Words, wordsOf, wrongsIn } from "./words";

export interface Start {
  document: VocabularyDocument;
  kinds: Kinds;
  lanes: LaneOut[];
  promotion: PromotionOut | null;
  /** Read again what is stored, and begin anew from it. */
  onReadAnew: () => void;
}

type Sent = Partial<Body> & { state?: "published"; version?: number };

export function usePromotionWriting({ document, kinds, lanes, promotion, onReadAnew }: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const format = useFormats();
  const { places } = format;
  const named = useCategoryNames();
  const benefits = benefitsOf(kinds);
  const [base, setBase] = useState(promotion);
  const [words, keepWords] = useState<Words>(() => wordsOf(promotion, firstOf(benefits), lanes[0]?.id ?? "1"));
  const kind = benefits.find((one) => one.kind === words.benefit.kind);
  const carts = useRuleCondition(promotion?.condition ?? null, document, "cart", "/condition");
  const lines = useRuleCondition(promotion?.lines ?? null, document, "line", "/lines");
  const body = bodyOf(words, carts.json, lines.json);
  const written = JSON.stringify(body);
  const [pristine, setPristine] = useState(written);
  const changed = pristine !== written;
  const leaving = useLeaving(changed);
  const save = useDeed<Sent, PromotionOut>({
    path: base ? `/v1/promotions/${encodeURIComponent(base.id)}` : "/v1/promotions",
    method: base ? "PATCH" : "POST",
    touches: touchedByPromotion,
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (save.error) save.reset();
  };
  const chooseBenefit = (next: string | null) => {
    const picked = benefits.find((one) => one.kind === next);
    if (picked && picked.kind !== words.benefit.kind) setWords({ benefit: benefitOf(picked) });
  };
  const wrongs = wrongsIn(words, kind, places);
  const conditions = waitsForCondition(carts, "/condition", t) ?? waitsForCondition(lines, "/lines", t);
  const incomplete = (): Waiting | null => {
    if (!body.name) return { says: t("save.needsName"), field: "/name" };
    const wrong = wrongs.find(([pointer]) => pointer.startsWith("/benefit"));
    const first = wrong ?? wrongs[0];
    const saysOf = (what: string) => (what === "empty" ? t("save.needsFields") : t("save.faulty"));
    if (wrong) return { says: saysOf(wrong[1].what), field: wrong[0] };
    return conditions ?? (first ? { says: saysOf(first[1].what), field: first[0] } : null);
  };
  const lacks = incomplete();
  const store = (state?: "published") => {
    const sent: Sent = { ...body, ...(state && { state }), ...(base && { version: base.version }) };
    save.mutate(sent, {
      onSuccess: (stored) => {
        notifications.show({ message: t(saidOf(base, state), { name: stored.name }) });
        if (base) {
          setBase(stored);
          setPristine(written);
          return;
        }
        leaving.release();
        navigate(promotionPath(stored.id), { replace: true });
      },
    });
  };
  const meanwhile = useMeanwhile({
    error: save.error,
    path: base && `/v1/promotions/${encodeURIComponent(base.id)}`,
    mine: body,
    begun: pristine,
    before: base,
    own: {
      benefit: kind ? benefitSentence(kind, words.benefit, format, t, named) : null,
      condition: carts.checked.sentence || null,
      lines: lines.checked.sentence || null,
    },
  });
  const saveOnTop = () => {
    if (!meanwhile) return;
    save.mutate(meanwhile.onTop as Sent, {
      onSuccess: (stored) => {
        notifications.show({ message: t("promo.saved", { name: stored.name }) });
        onReadAnew();
      },
    });
  };
  return {
    base,
    setBase,
    meanwhile,
    saveOnTop,
    words,
    setWords,
    body,
    benefits,
    chooseBenefit,
    kind,
    carts,
    lines,
    wrongs,
    lanes,
    faults: save.error instanceof Problem ? save.error.errors : NO_FAULTS,
    isConflict: isMeanwhile(save.error),
    changed,
    leaving,
    save,
    store,
    /** What is lacking, whether or not anything was changed. */
    lacks,
    /** It can be tried: a name is all that may be lacking. */
    isWhole: wrongs.length === 0 && conditions === null,
    isWrong: wrongs.some(([, wrong]) => wrong.what !== "empty"),
    waitsFor: lacks ?? (base && !changed ? { says: t("save.unchanged") } : null),
  };
}

function saidOf(base: PromotionOut | null, state: "published" | undefined) {
  if (state) return "promo.became.published";
  return base ? "promo.saved" : "promo.drafted";
}

const NO_FAULTS: Fault[] = [];

export type PromotionWriting = ReturnType<typeof usePromotionWriting>;
