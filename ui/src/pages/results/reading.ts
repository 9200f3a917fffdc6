/** What the results of campaigns, workflows and newsletters read, each with its one cache key. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type { ComparisonsOut, ResultsOut } from "../../api/schema";

export type Source = "campaign" | "workflow" | "newsletter";

/** What is measured: which campaign, workflow or newsletter, and what its steps, rules or subjects are called. */
export interface Measured {
  source: Source;
  id: string;
  /** What a step is called besides its mail; null where there is nothing more to say, or it is gone. */
  nameOf: (node: string) => string | null;
}

export const resultsRoute = (of: Measured, what = "") =>
  `/v1/results/${of.source}/${encodeURIComponent(of.id)}${what && `/${what}`}`;

export const resultsKey = (of: Measured) => ["results", of.source, of.id] as const;

export const useResults = (of: Measured) =>
  useQuery({
    queryKey: [...resultsKey(of), "all"],
    queryFn: ({ signal }) => ask<ResultsOut>(resultsRoute(of), { signal }),
    refetchInterval: (query) => ((query.state.data?.pending ?? 0) > 0 ? 10_000 : false),
  });

export const useComparison = (of: Measured, days: number) =>
  useQuery({
    queryKey: [...resultsKey(of), "comparison", days],
    queryFn: ({ signal }) => ask<ComparisonsOut>(resultsRoute(of, "comparison"), { query: { days }, signal }),
    placeholderData: keepPreviousData,
  });
