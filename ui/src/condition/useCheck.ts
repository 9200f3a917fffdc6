/** Whether a condition holds together for a subject, and its sentence, asked once typing rests. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../api/client";
import type { Fault, Json } from "../api/types";
import type { Subject } from "./vocabulary";

interface Answer {
  valid: boolean;
  sentence: string | null;
  errors: Fault[];
}

const NOTHING = '{"condition":null';

export function useCheck(condition: Json, subject: Subject): { sentence: string | null; faults: Fault[] } {
  const { i18n } = useTranslation();
  const [settled] = useDebouncedValue(JSON.stringify({ condition, subject, language: i18n.language }), 350);
  const query = useQuery({
    queryKey: ["check", settled],
    queryFn: ({ signal }) => ask<Answer>("/v1/conditions/check", { method: "POST", body: JSON.parse(settled), signal }),
    placeholderData: keepPreviousData,
    // Until typing rests, what is settled may be that there was no condition yet, which is no fault of this one.
    enabled: condition !== null && !settled.startsWith(NOTHING),
    staleTime: 60_000,
    retry: false,
  });
  if (condition === null) return { sentence: null, faults: [] };
  const refused = query.error instanceof Problem ? query.error.errors : [];
  return { sentence: query.data?.sentence ?? null, faults: query.error ? refused : (query.data?.errors ?? []) };
}
