/** A template being written: its words, the draft in this browser, what others saved, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../../api/client";
import { useDeed } from "../../../../api/queries";
import type { Content, MailTemplate } from "../../../../api/schema";
import type { Fault } from "../../../../api/types";
import { useDraft, useLeaving } from "../../../../parts/leaving";
import type { Waiting } from "../../../../parts/SaveButton";
import { templateRoute, touchedByTemplate } from "../queries";
import { apart, onTop, type Words, wordsOf } from "./words";

interface Draft extends Words {
  revision: number;
  begun: Words;
}

interface Sent extends Words {
  revision: number;
}

const same = (one: Words, other: Words) => JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

/** With its languages in one order, for the books keep theirs. */
const inOrder = ({ name, kind, languages }: Words) => [name, kind, Object.entries(languages).sort().map(fields)];
const fields = ([code, content]: [string, Content]) => [code, Object.entries(content).sort()];

export function useTemplateWriting(template: MailTemplate) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const draft = useDraft<Draft>(`mail.${template.id}`);
  const [found] = useState(() => draft.found);
  const [restored, setRestored] = useState(found !== null);
  const [words, setWords] = useState<Words>(() =>
    found ? { name: found.name, kind: found.kind, languages: found.languages } : wordsOf(template),
  );
  const [begun, setBegun] = useState<Words>(found?.begun ?? wordsOf(template));
  const [agreed, setAgreed] = useState(found?.revision ?? template.revision);
  const stored = wordsOf(template);
  const changed = !same(words, begun);
  const apartNow = agreed !== template.revision;
  const leaving = useLeaving(changed);

  useEffect(() => {
    if (changed) draft.keep({ ...words, revision: agreed, begun });
    else draft.drop();
  }, [changed, words, agreed, begun, draft.keep, draft.drop]);

  const buildOn = (next: Words) => {
    setBegun(stored);
    setAgreed(template.revision);
    setWords(next);
  };
  // Who has changed nothing reads what others saved.
  const follows = apartNow && !changed;
  useEffect(() => {
    if (follows) buildOn(stored);
  });

  const keepAnswer = (answer: MailTemplate) => {
    client.setQueryData(["mail-template", template.id], answer);
    setBegun(wordsOf(answer));
    setAgreed(answer.revision);
  };
  const save = useDeed<Sent, MailTemplate>({
    path: templateRoute(template.id),
    method: "PATCH",
    touches: [["mail-templates"]],
  });
  const publish = useDeed<{ revision: number }, MailTemplate>({
    path: `${templateRoute(template.id)}/publish`,
    touches: [["mail-templates"], ["mail-versions"]],
  });
  const refused = (error: unknown) => {
    if (isConflict(error)) client.invalidateQueries({ queryKey: ["mail-template", template.id] });
  };
  const become = useDeed<{ deed: "archive" | "restore" }, MailTemplate>({
    path: ({ deed }) => `${templateRoute(template.id)}/${deed}`,
    send: () => ({}),
    touches: touchedByTemplate,
  });
  const store = (then?: (answer: MailTemplate) => void) =>
    save.mutate(
      { ...words, name: words.name.trim(), revision: agreed },
      {
        onSuccess: (answer) => {
          keepAnswer(answer);
          // What was typed while it was saved stays.
          setWords((now) => (same(now, words) ? wordsOf(answer) : now));
          setRestored(false);
          if (then) then(answer);
          else notifications.show({ message: t("mail.saved", { name: answer.name }) });
        },
        onError: refused,
      },
    );
  const publishNow = (from: MailTemplate) =>
    publish.mutate(
      { revision: from.revision },
      {
        onSuccess: (answer) => {
          keepAnswer(answer);
          notifications.show({ message: t("mail.published", { name: answer.name, number: answer.version }) });
        },
        onError: refused,
      },
    );

  const conflict = apartNow && changed ? apart(words, begun, stored) : null;
  const archived = template.state === "archived";
  const lacks = (): Waiting | null => {
    if (archived) return { says: t("mail.isArchived") };
    if (conflict) return { says: t("save.conflict"), field: "/conflict" };
    return words.name.trim() ? null : { says: t("save.needsName"), field: "/name" };
  };
  const error = save.error ?? publish.error;
  return {
    words,
    setWords: (part: Partial<Words>) => {
      setWords((now) => ({ ...now, ...part }));
      if (save.error) save.reset();
      if (publish.error) publish.reset();
    },
    setContent: (language: string, part: Partial<Content>) =>
      setWords((now) => {
        const content = now.languages[language];
        return content ? { ...now, languages: { ...now.languages, [language]: { ...content, ...part } } } : now;
      }),
    stored,
    begun,
    changed,
    restored,
    conflict,
    archived,
    leaving,
    error: isConflict(error) ? null : error,
    faults: error instanceof Problem ? error.errors : NO_FAULTS,
    busy: save.isPending || publish.isPending,
    become,
    lacks: lacks(),
    waitsFor: lacks() ?? (changed ? null : { says: t("save.unchanged") }),
    store: () => store(),
    publish: () => (changed ? store(publishNow) : publishNow(template)),
    goOn: () => buildOn(onTop(words, begun, stored)),
    discard: () => {
      draft.drop();
      setRestored(false);
      buildOn(stored);
    },
    take: (answer: MailTemplate) => {
      keepAnswer(answer);
      setWords(wordsOf(answer));
    },
  };
}

const isConflict = (error: unknown) => error instanceof Problem && error.code === "mail_template.changed";

const NO_FAULTS: Fault[] = [];

export type TemplateWriting = ReturnType<typeof useTemplateWriting>;
