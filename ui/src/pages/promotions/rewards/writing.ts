/** A reward being written, and what saving it waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { PromotionOut, RewardIn, RewardOut } from "../../../api/schema";
import type { Fault, VocabularyDocument } from "../../../api/types";
import { useRuleCondition, waitsForCondition } from "../../../condition/useRuleCondition";
import { useLeaving } from "../../../parts/leaving";
import { useMeanwhile } from "../../../parts/meanwhile/useMeanwhile";
import type { Waiting } from "../../../parts/SaveButton";
import { touchedByReward } from "../queries";
import { bodyOf, type Words, wordsOf, wrongOf } from "./words";

export interface Start {
  document: VocabularyDocument;
  promotions: PromotionOut[];
  reward: RewardOut | null;
}

export function useRewardWriting({ document, promotions, reward }: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words, keepWords] = useState<Words>(() => wordsOf(reward));
  const customers = useRuleCondition(reward?.condition ?? null, document, "customer", "/condition");
  const body = bodyOf(words, customers.json);
  const [pristine] = useState(() => JSON.stringify(body));
  const changed = pristine !== JSON.stringify(body);
  const leaving = useLeaving(changed);
  const save = useDeed<Partial<RewardIn> & { version?: number }, RewardOut>({
    path: reward ? `/v1/rewards/${encodeURIComponent(reward.id)}` : "/v1/rewards",
    method: reward ? "PATCH" : "POST",
    touches: touchedByReward,
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (save.error) save.reset();
  };
  const waiting = (): Waiting | null => {
    if (!body.name) return { says: t("save.needsName"), field: "/name" };
    const wrong = wrongOf(words);
    if (wrong) return { says: t(wrong[1].what === "empty" ? "save.needsFields" : "save.faulty"), field: wrong[0] };
    const ofCondition = waitsForCondition(customers, "/condition", t);
    return ofCondition ?? (reward && !changed ? { says: t("save.unchanged") } : null);
  };
  const send = (sent: Partial<RewardIn> & { version?: number }) =>
    save.mutate(sent, {
      onSuccess: (stored) => {
        leaving.release();
        notifications.show({ message: t("reward.saved", { name: stored.name }) });
        navigate("/promotions?tab=rewards");
      },
    });
  const path = reward && `/v1/rewards/${encodeURIComponent(reward.id)}`;
  const own = { condition: customers.checked.sentence || null };
  const meanwhile = useMeanwhile({ error: save.error, path, mine: body, begun: pristine, before: reward, own });
  return {
    reward,
    words,
    setWords,
    customers,
    choices: promotions.filter((one) => one.coupon === "codes" && one.state !== "ended"),
    promotion: promotions.find((one) => one.id === words.promotion) ?? null,
    faults: save.error instanceof Problem ? save.error.errors : NO_FAULTS,
    leaving,
    save,
    doSave: () => send(reward ? { ...body, version: reward.version } : body),
    meanwhile,
    saveOnTop: () => meanwhile && send(meanwhile.onTop),
    waitsFor: waiting(),
  };
}

const NO_FAULTS: Fault[] = [];

export type RewardWriting = ReturnType<typeof useRewardWriting>;
