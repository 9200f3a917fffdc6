/** A mass transaction being written: what it would do just now, and what doing it waits for. */
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ask, Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { MassIn, MassOut, MassPreviewOut } from "../../../api/schema";
import type { Fault, VocabularyDocument } from "../../../api/types";
import { remarksOf } from "../../../condition/remarks";
import { useSpokenCondition } from "../../../condition/useSpeech";
import { useFormats } from "../../../parts/Formats";
import { useLeaving } from "../../../parts/leaving";
import type { Waiting } from "../../../parts/SaveButton";
import { bodyOf, EMPTY, MOST_CUSTOMERS, massPath, namesIn, previewOf, signedPoints, type Words } from "./words";

const RESTS_MS = 400;

/** Who would get or lose points, asked once typing rests. */
function usePreviewed(asked: string) {
  const [settled] = useDebouncedValue(asked, RESTS_MS);
  const query = useQuery({
    queryKey: ["mass-preview", settled],
    queryFn: ({ signal }) =>
      ask<MassPreviewOut>("/v1/points/mass/preview", { method: "POST", body: JSON.parse(settled), signal }),
    enabled: settled !== "null",
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry: false,
  });
  const refused = query.error instanceof Problem && query.error.status === 422 ? query.error : null;
  return {
    preview: asked === "null" ? undefined : query.data,
    stale: asked !== settled || query.isFetching,
    faults: refused?.errors ?? NO_FAULTS,
    error: asked === "null" || refused ? null : query.error,
    refetch: () => void query.refetch(),
  };
}

export function useMassWriting(document: VocabularyDocument, segment: string | null) {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const [words, keepWords] = useState<Words>({ ...EMPTY, segment });
  const { state, speech } = useSpokenCondition(null, document);
  const condition = words.way === "condition" ? state.written.json : null;
  const names = useMemo(() => namesIn(words.list), [words.list]);
  const asked = JSON.stringify(previewOf(words, condition));
  const previewed = usePreviewed(asked);
  const { preview } = previewed;
  const points = signedPoints(words);
  const leaving = useLeaving(JSON.stringify(words) !== JSON.stringify({ ...EMPTY, segment }) || condition !== null);
  const make = useDeed<MassIn, MassOut>({ path: "/v1/points/mass", touches: [["mass"], ["jobs"]] });
  const setWords = (part: Partial<Words>) => {
    keepWords((now) => ({ ...now, ...part }));
    if (make.error) make.reset();
  };
  const refused = make.error instanceof Problem ? make.error.errors : NO_FAULTS;
  const faults = refused.length > 0 ? refused : previewed.faults;

  const waitsForWhom = (): Waiting | null => {
    const { unfinished } = state.written;
    if (words.way === "segment") return words.segment ? null : { says: t("mass.needsSegment"), field: "/segment" };
    if (words.way === "condition") {
      const field = "/audience/condition";
      if (unfinished.length > 0) return { says: t("save.unfinished", { count: unfinished.length }), field };
      return condition === null ? { says: t("save.needsCondition"), field } : null;
    }
    const field = "/audience/customers";
    if (names.length === 0) return { says: t("mass.needsList"), field };
    if (names.length <= MOST_CUSTOMERS) return null;
    return { says: t("mass.tooManyNames", { number: format.number(MOST_CUSTOMERS) }), field };
  };
  const waiting = (): Waiting | null => {
    const whom = waitsForWhom();
    if (whom) return whom;
    if (points === null) return { says: t("mass.needsPoints"), field: "/points" };
    if (!words.reason.trim()) return { says: t("mass.needsReason"), field: "/reason" };
    if (!words.legal_entity.trim()) return { says: t("save.needsFields"), field: "/legal_entity" };
    if (words.lifetime && !(words.lifetime.amount > 0)) return { says: t("save.needsFields"), field: "/lifetime" };
    if (previewed.faults.length > 0) return { says: t("save.faulty"), field: previewed.faults[0]?.pointer };
    if (preview === undefined || previewed.stale) return { says: t("mass.looking") };
    if (preview.customers === 0) return { says: t("mass.nobody") };
    const isShort = points < 0 && preview.short.customers > 0;
    return isShort && words.shortage === "forbid" ? { says: t("mass.someShort"), field: "/shortage" } : null;
  };
  const doIt = () => {
    const body = bodyOf(words, condition);
    if (body === null) return;
    make.mutate(body, {
      onSuccess: (made) => {
        leaving.release();
        notifications.show({ message: t("mass.begun") });
        navigate(massPath(made.id));
      },
    });
  };
  const inCondition = "/audience/condition";
  const remarks = remarksOf(
    state.written.pointers,
    faults
      .filter((one) => one.pointer.startsWith(inCondition))
      .map((one) => ({ ...one, pointer: one.pointer.slice(inCondition.length) })),
    [],
    String,
  );
  return {
    words,
    setWords,
    names,
    state,
    speech,
    remarks,
    faults,
    previewed,
    points,
    leaving,
    make,
    doIt,
    waitsFor: waiting(),
  };
}

const NO_FAULTS: Fault[] = [];

export type MassWriting = ReturnType<typeof useMassWriting>;
