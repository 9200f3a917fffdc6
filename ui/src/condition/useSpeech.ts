/** A condition being edited, with all that is needed to say its parts in words. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Json, VocabularyDocument } from "../api/types";
import { useFormats } from "../parts/Formats";
import { useLabels } from "./labels";
import { type ConditionState, useCondition } from "./useCondition";
import { Vocabulary } from "./vocabulary";
import type { Speech } from "./words";

export function useSpokenCondition(
  initial: Json,
  document: VocabularyDocument,
): { state: ConditionState; speech: Speech } {
  const { t } = useTranslation();
  const format = useFormats();
  const vocabulary = useMemo(() => new Vocabulary(document), [document]);
  const state = useCondition(initial, vocabulary);
  const labels = useLabels(state.root, vocabulary);
  const speech = useMemo(() => ({ t, vocabulary, format, labels }), [t, vocabulary, format, labels]);
  return { state, speech };
}
