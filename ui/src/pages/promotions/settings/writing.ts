/** The settings of promotions being written: what is changed, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { PolicyChange, PolicyOut } from "../../../api/schema";
import type { Fault } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { useLeaving } from "../../../parts/leaving";
import type { Waiting } from "../../../parts/SaveButton";
import { laneName, sentName } from "../laneName";
import { bodyOf, type Words, wordsOf, wrongOf } from "./words";

const NO_FAULTS: Fault[] = [];

export function usePolicyWriting(stored: PolicyOut) {
  const { t } = useTranslation();
  const inWords = (policy: PolicyOut) => ({
    ...policy,
    lanes: policy.lanes.map((lane) => ({ ...lane, name: laneName(lane, t) })),
  });
  const { places } = useFormats();
  const [base, setBase] = useState(() => inWords(stored));
  const [words, keepWords] = useState<Words>(() => wordsOf(base));
  const body = bodyOf(words);
  const changed = JSON.stringify(body) !== JSON.stringify(bodyOf(wordsOf(base)));
  const leaving = useLeaving(changed);
  const save = useDeed<PolicyChange, PolicyOut>({
    path: "/v1/promotion-policy",
    method: "PATCH",
    touches: [["promotion-policy"], ["promotions"], ["quote"]],
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (save.error) save.reset();
  };
  const waiting = (): Waiting | null => {
    const wrong = wrongOf(words, places);
    if (wrong) {
      const [field, what] = wrong;
      if (what === "twice") return { says: t("policy.twice"), field };
      return { says: t(what.what === "empty" ? "save.needsFields" : "save.faulty"), field };
    }
    return changed ? null : { says: t("save.unchanged") };
  };
  const doSave = () =>
    save.mutate(
      { ...body, lanes: body.lanes?.map((lane) => ({ ...lane, name: sentName(lane, t) })), version: base.version },
      {
        onSuccess: (stored) => {
          setBase(inWords(stored));
          keepWords(wordsOf(inWords(stored)));
          notifications.show({ message: t("policy.saved") });
        },
      },
    );
  return {
    words,
    setWords,
    leaving,
    save,
    doSave,
    faults: save.error instanceof Problem ? save.error.errors : NO_FAULTS,
    isConflict: save.error instanceof Problem && save.error.status === 409,
    waitsFor: waiting(),
  };
}

export type PolicyWriting = ReturnType<typeof usePolicyWriting>;
