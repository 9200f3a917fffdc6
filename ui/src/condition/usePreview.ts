/**
 * What a condition would find, asked for once typing rests; the answer before stays until the new one is there.
 *
 * As long as no line is whole there is no question: an answer would be everybody, and stay until the next one came.
 */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, Problem } from "../api/client";
import type { AppliesTo, Fault, Json, Preview } from "../api/types";

export interface Previewed {
  preview: Preview | undefined;
  /** The answer shown is not yet that of the condition as it stands. */
  stale: boolean;
  faults: Fault[];
  error: Error | null;
  refetch: () => void;
}

/** A condition with all that narrows down whom it finds. */
export interface AskedAbout {
  /** null when no line of it is whole. */
  condition: Json;
  exclude: Json;
  applies_to: AppliesTo;
  stores: string[];
}

const RESTS_MS = 350;

export function usePreview({ condition, exclude, applies_to, stores }: AskedAbout): Previewed {
  const asked = condition === null ? null : JSON.stringify({ condition, exclude, applies_to, stores });
  const [settled] = useDebouncedValue(asked, RESTS_MS);
  const query = useQuery({
    queryKey: ["preview", settled],
    queryFn: ({ signal }) =>
      ask<Preview>("/v1/segments/preview", { method: "POST", body: JSON.parse(settled ?? ""), signal }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const refused = query.error instanceof Problem && query.error.status === 422 ? query.error : null;
  return {
    preview: query.data,
    stale: asked !== settled || query.isFetching,
    faults: refused?.errors ?? [],
    error: refused ? null : query.error,
    refetch: () => void query.refetch(),
  };
}
