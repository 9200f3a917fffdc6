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
import { useSignedIn } from "../../../shell/SessionGate";
import { documentOf } from "../documents";
import { bodyOf, missingIn, repeatedStore, switchedOff, type Words, wordsOf } from "./words";

const NO_FAULTS: Fault[] = [];

export function useProgrammeWriting(given: Programme) {
  const { t } = useTranslation();
  const language = useSignedIn().shop.language;
  const [base, setBase] = useState(given);
  const [words, keepWords] = useState(() => wordsOf(given, language));
  const [asking, setAsking] = useState(false);
  const body = bodyOf(words, base, language);
  const asItWas = bodyOf(wordsOf(base, language), base, language);
  const changed = JSON.stringify(body) !== JSON.stringify(asItWas);
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
  const send = (change: ProgrammeChange) =>
    save.mutate(change, {
      onSuccess: (stored) => {
        setBase(stored);
        keepWords(wordsOf(stored, language));
        notifications.show({ message: t("programme.saved") });
      },
      onSettled: () => setAsking(false),
    });
  const store = () => send({ ...body, version: base.version });
  const begun = documentOf(asItWas);
  const mine = documentOf(body);
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
