/** The programme's settings being written: what is changed, what saving asks first, and what it waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { ProgrammeChange } from "../../../api/schema";
import type { Fault, Programme } from "../../../api/types";
import { useLeaving } from "../../../parts/leaving";
import { changedHere } from "../../../parts/meanwhile/apart";
import type { Waiting } from "../../../parts/SaveButton";
import { documentOf } from "../documents";
import { bodyOf, missingIn, repeatedStore, switchedOff, type Words, wordsOf } from "./words";

const NO_FAULTS: Fault[] = [];

export function useProgrammeWriting(given: Programme) {
  const { t } = useTranslation();
  const [base, setBase] = useState(given);
  const [words, keepWords] = useState(() => wordsOf(given));
  const [asking, setAsking] = useState(false);
  const changed = JSON.stringify(bodyOf(words)) !== JSON.stringify(bodyOf(wordsOf(base)));
  const leaving = useLeaving(changed);
  const save = useDeed<ProgrammeChange, Programme>({
    path: "/v1/points/programme",
    method: "PATCH",
    touches: [["programme"], ["customer"]],
  });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (save.error) save.reset();
  };
  const waiting = (): Waiting | null => {
    const field = missingIn(words);
    if (field) return { says: t("save.needsFields"), field };
    const twice = repeatedStore(words.stores);
    if (twice !== null) return { says: t("programme.storeTwice"), field: `/stores/${twice}/store` };
    return changed ? null : { says: t("save.unchanged") };
  };
  const send = (body: ProgrammeChange) =>
    save.mutate(body, {
      onSuccess: (stored) => {
        setBase(stored);
        keepWords(wordsOf(stored));
        notifications.show({ message: t("programme.saved") });
      },
      onSettled: () => setAsking(false),
    });
  const store = () => send({ ...bodyOf(words), version: base.version });
  const begun = documentOf(bodyOf(wordsOf(base)));
  const mine = documentOf(bodyOf(words));
  const beside = {
    path: "/v1/points/programme",
    before: documentOf(base),
    begun,
    mine,
    onTop: (version: number) => send({ ...changedHere(mine, begun), version }),
    busy: save.isPending,
  };
  const off = switchedOff(base, words);
  const doSave = () => {
    if (off.everywhere || off.stores.length > 0) setAsking(true);
    else store();
  };
  return {
    base,
    words,
    setWords,
    leaving,
    save,
    beside,
    doSave,
    faults: save.error instanceof Problem ? save.error.errors : NO_FAULTS,
    waitsFor: waiting(),
    question: { open: asking, off, confirm: store, cancel: () => setAsking(false) },
  };
}

export type ProgrammeWriting = ReturnType<typeof useProgrammeWriting>;
