/** Somebody else saved the segment meanwhile: what is stored and what is written here side by side, and a choice. */
import { Anchor } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Segment } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { Meanwhile } from "../../parts/meanwhile/Meanwhile";
import { doneOnEntry, doneOnLeaving, NO_ACTIONS, saidOf } from "./acts";
import type { Part } from "./conflict";
import { saidOf as refreshSaid } from "./refresh";
import { segmentPath } from "./state";
import { type Words, wordsOf } from "./words";
import type { Writing } from "./writing";

export function ConflictPanel({ segment, writing }: { segment: Segment; writing: Writing }) {
  const { t } = useTranslation();
  const say = useSaid();
  const found = writing.conflict ?? [];
  const sentence = writing.previewed.preview?.sentence ?? t("conflictWith.inTheEditor");
  const theirs = wordsOf(segment);
  return (
    <Meanwhile
      title={t("conflictWith.title")}
      text={t(found.length === 0 ? "conflictWith.same" : "conflictWith.text")}
      parts={found.map(({ part, touched }) => ({
        part,
        name: t(`conflictWith.part.${part}`),
        stored: say(part, theirs, segment.sentence ?? "–"),
        yours: touched ? say(part, writing.words, sentence) : null,
      }))}
      choices={{
        mine: { label: t("conflictWith.goOn"), onChoose: writing.goOn },
        theirs: { label: t("conflictWith.take"), onChoose: writing.discard },
      }}
      aside={
        <Anchor href={segmentPath(segment.id)} target="_blank" rel="noopener" size="sm">
          {t("segments.seeStored")}
        </Anchor>
      }
      field="/conflict"
    />
  );
}

function useSaid() {
  const { t } = useTranslation();
  const format = useFormats();
  return (part: Part, words: Words, sentence: string): string => {
    switch (part) {
      case "who":
        return sentence;
      case "applies_to":
        return t(`appliesTo.${words.applies_to}`);
      case "stores":
        return words.stores.join(", ") || "–";
      case "actions":
        return saidOfActions(words, t);
      case "hold_jumps":
        return t(words.hold_jumps ? "value.yes" : "value.no");
      case "refresh":
        return refreshSaid(words.refresh, t, format);
      default:
        return words[part] || "–";
    }
  };
}

function saidOfActions({ actions }: Words, t: TFunction): string {
  const { cool_down: coolDown, priority } = actions;
  const parts = [
    `${t("acts.onEntry")}: ${saidOf(doneOnEntry(actions), t)}`,
    `${t("acts.onLeaving")}: ${saidOf({ ...doneOnLeaving(actions), ungroup: null }, t)}`,
    priority !== NO_ACTIONS.priority && `${t("acts.priority")}: ${priority}`,
    coolDown && `${t("acts.coolDown")}: ${coolDown.amount} ${t(`enum.${coolDown.unit}`)}`,
  ];
  return parts.filter(Boolean).join(" · ");
}
