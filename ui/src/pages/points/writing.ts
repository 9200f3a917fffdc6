/** An earning rule being written: what it says, whether its condition holds together, and what saving waits for. */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { EarningRule, Json, Kinds, VocabularyDocument } from "../../api/types";
import { remarksOf } from "../../condition/remarks";
import { useCheck } from "../../condition/useCheck";
import { useSpokenCondition } from "../../condition/useSpeech";
import { useFormats } from "../../parts/Formats";
import type { Lifetime } from "../../parts/LifetimeInput";
import { useLeaving } from "../../parts/leaving";
import type { Waiting } from "../../parts/SaveButton";
import { startOf, type Values, wrongsOf } from "../../parts/schema";
import { stylesOf } from "./sentence";

export interface Words {
  name: string;
  style: Values;
  grant_status: string;
  lifetime: Lifetime;
  legal_entity: string;
  active: boolean;
}

type Body = Words & { condition: Json; version?: number };

export interface Start {
  document: VocabularyDocument;
  kinds: Kinds;
  rule: EarningRule | null;
}

function wordsOf({ kinds, rule }: Start): Words {
  const first = stylesOf(kinds)[0];
  return {
    name: rule?.name ?? "",
    style: (rule?.style as Values | undefined) ?? (first ? { kind: first.kind, ...startOf(first.schema) } : {}),
    grant_status: rule?.grant_status ?? "complete",
    lifetime: rule?.lifetime ?? null,
    legal_entity: rule?.legal_entity ?? "Shop",
    active: rule?.active ?? true,
  };
}

export function useRuleWriting(start: Start) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { places } = useFormats();
  const { rule } = start;
  const [words, keepWords] = useState<Words>(() => wordsOf(start));
  const styles = stylesOf(start.kinds);
  const kind = styles.find((one) => one.kind === words.style.kind);
  const { state, speech } = useSpokenCondition(rule?.condition ?? null, start.document);
  const condition = state.written.json;
  const body: Body = { ...words, name: words.name.trim(), condition };
  const [pristine] = useState(() => JSON.stringify(body));
  const changed = pristine !== JSON.stringify(body);
  const leaving = useLeaving(changed);
  const checked = useCheck(condition, "order");
  const save = useDeed<Body, EarningRule>({
    path: rule ? `/v1/earning-rules/${encodeURIComponent(rule.id)}` : "/v1/earning-rules",
    method: rule ? "PATCH" : "POST",
    touches: [["earning-rules"], ["earning-rule"], ["programme"], ["search"]],
  });
  const setWords = (next: Words) => {
    keepWords(next);
    if (save.error) save.reset();
  };
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const ofCondition = faults.filter((one) => one.pointer.startsWith("/condition"));
  const remarks = remarksOf(
    state.written.pointers,
    checked.faults.length > 0 ? checked.faults : ofCondition,
    [],
    String,
  );
  const wrongs = kind ? wrongsOf(kind.schema, words.style, places) : [];
  const waiting = (): Waiting | null => {
    if (!body.name) return { says: t("save.needsName"), field: "/name" };
    const [first] = wrongs;
    if (first) {
      const says = first[1].what === "empty" ? t("save.needsFields") : t("save.faulty");
      return { says, field: `/style/${first[0]}` };
    }
    if (!words.legal_entity.trim()) return { says: t("save.needsFields"), field: "/legal_entity" };
    if (words.lifetime && !(words.lifetime.amount > 0)) return { says: t("save.needsFields"), field: "/lifetime" };
    const { unfinished } = state.written;
    if (unfinished.length > 0) {
      return { says: t("save.unfinished", { count: unfinished.length }), field: "/condition" };
    }
    if (checked.faults.length > 0) return { says: t("save.faulty"), field: "/condition" };
    return rule && !changed ? { says: t("save.unchanged") } : null;
  };
  const doSave = () =>
    save.mutate(rule ? { ...body, version: rule.version } : body, {
      onSuccess: (stored) => {
        leaving.release();
        notifications.show({ message: t("points.ruleSaved", { name: stored.name }) });
        navigate("/points");
      },
    });
  return {
    words,
    setWords,
    styles,
    kind,
    state,
    speech,
    condition,
    wrongs,
    checked,
    remarks,
    faults,
    leaving,
    save,
    doSave,
    waitsFor: waiting(),
  };
}

export type RuleWriting = ReturnType<typeof useRuleWriting>;
