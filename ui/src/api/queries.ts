/** What the pages read, each with its one cache key, and how they change it. */
import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useRef } from "react";
import { ask, freshKey, Problem } from "./client";
import { useMutationOnce } from "./once";
import type { ComingOut, HomeOut, OverlapOut, PointsKindOut, SegmentSalesOut, UseOut } from "./schema";
import type {
  Customer,
  CustomerPoints,
  EarningRule,
  Job,
  Kinds,
  Overview,
  Page,
  Programme,
  Scores,
  Segment,
  SegmentDay,
  Session,
  ShopValue,
  VocabularyDocument,
} from "./types";
import { eachOnce } from "./values";

/** How long it is until what the server was too far away for is asked again. */
const AWAY_MS = 5_000;

/** Whether the server couldn't be reached. */
export const isAway = (error: unknown): boolean => error instanceof Problem && error.status === 0;

const whileAway = (error: unknown): number | false => (isAway(error) ? AWAY_MS : false);

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
        // What couldn't be loaded while the server was away comes by itself once it is back.
        refetchInterval: ({ state }) => whileAway(state.error),
      },
    },
  });
  const lost = (error: unknown, key: readonly unknown[]) => {
    if (error instanceof Problem && error.status === 401 && key[0] !== "session") {
      client.invalidateQueries({ queryKey: ["session"] });
    }
  };
  client.getQueryCache().config.onError = (error, query) => lost(error, query.queryKey);
  client.getMutationCache().config.onError = (error) => lost(error, []);
  return client;
}

export const useSession = () =>
  useQuery({
    queryKey: ["session"],
    queryFn: async () => {
      try {
        return await ask<Session>("/v1/session");
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 300_000,
  });

export const useOverview = () =>
  useQuery({ queryKey: ["overview"], queryFn: () => ask<Overview>("/v1/overview"), refetchInterval: 30_000 });

export const useHome = () =>
  useQuery({ queryKey: ["home"], queryFn: () => ask<HomeOut>("/v1/home"), refetchInterval: 30_000 });

/** A report by its name; what it is asked is part of the key. */
export const useReport = <T>(name: string, query: Record<string, string | null | undefined>, enabled = true) =>
  useQuery({
    queryKey: ["reports", name, query],
    queryFn: ({ signal }) => ask<T>(`/v1/reports/${name}`, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled,
  });

export const useVocabulary = () =>
  useQuery({
    queryKey: ["vocabulary"],
    queryFn: () => ask<VocabularyDocument>("/v1/vocabulary"),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useScores = () =>
  useQuery({ queryKey: ["scores"], queryFn: () => ask<Scores>("/v1/scores"), staleTime: 600_000 });

export const useKinds = () =>
  useQuery({ queryKey: ["kinds"], queryFn: () => ask<Kinds>("/v1/kinds"), staleTime: Number.POSITIVE_INFINITY });

export const valuesQuery = (format: string | null, search: string) =>
  queryOptions({
    queryKey: ["values", format, search],
    queryFn: async ({ signal }) => {
      const told = await ask<{ data: ShopValue[] }>("/v1/values", { query: { format, search }, signal });
      return { data: eachOnce(told.data) };
    },
    staleTime: 60_000,
    retry: false,
  });

export const useValues = (format: string | null, search: string, enabled = true) =>
  useQuery({
    ...valuesQuery(format, search),
    enabled: enabled && format !== null,
    placeholderData: keepPreviousData,
  });

export const useSegment = (id: string | undefined) =>
  useQuery({
    queryKey: ["segment", id],
    queryFn: () => ask<Segment>(`/v1/segments/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
    refetchInterval: (query) => {
      const segment = query.state.data;
      return whileAway(query.state.error) || (segment?.state === "computing" || segment?.refreshing ? 2_000 : false);
    },
  });

export const useSegmentHistory = (id: string, days: number) =>
  useQuery({
    queryKey: ["segment", id, "history", days],
    queryFn: () => ask<SegmentDay[]>(`/v1/segments/${encodeURIComponent(id)}/history`, { query: { days } }),
  });

const ofSegment = (id: string, what: string) => `/v1/segments/${encodeURIComponent(id)}/${what}`;

/** What time alone will bring; a segment that isn't kept has nothing coming. */
export const useSegmentComing = (id: string, days: number) =>
  useQuery({
    queryKey: ["segment", id, "coming", days],
    queryFn: () => ask<ComingOut>(ofSegment(id, "coming"), { query: { days } }),
  });

export const useSegmentUses = (id: string) =>
  useQuery({ queryKey: ["segment", id, "uses"], queryFn: () => ask<UseOut[]>(ofSegment(id, "uses")) });

/** What today's members bought from a local day on until today, and in the time before it. */
export const useSegmentSales = (id: string, from: string) =>
  useQuery({
    queryKey: ["segment", id, "sales", from],
    queryFn: () => ask<SegmentSalesOut>(ofSegment(id, "sales"), { query: { from } }),
    placeholderData: keepPreviousData,
  });

/** These segments against each other; all there are where none are named. */
export const useOverlap = (ids: readonly string[] = [], enabled = true) =>
  useQuery({
    queryKey: ["segments", "overlap", ids],
    queryFn: () => ask<OverlapOut>("/v1/segments/overlap", { query: { ids: ids.join(",") } }),
    enabled,
    placeholderData: keepPreviousData,
  });

export const useCustomer = (id: string | undefined) =>
  useQuery({
    queryKey: ["customer", id],
    queryFn: () => ask<Customer>(`/v1/customers/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
  });

/** The balance and lots as they are now, and the history page by page. */
export const useCustomerPoints = (id: string, kind = "") =>
  useInfiniteQuery<CustomerPoints, Error, InfiniteData<CustomerPoints>, readonly unknown[], string | null>({
    queryKey: ["customer", id, "points", kind],
    queryFn: ({ pageParam, signal }) =>
      ask<CustomerPoints>(`/v1/customers/${encodeURIComponent(id)}/points`, {
        query: { points_kind: kind, cursor: pageParam },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const useEarningRule = (id: string | undefined) =>
  useQuery({
    queryKey: ["earning-rule", id],
    queryFn: () => ask<EarningRule>(`/v1/earning-rules/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
  });

export const usePointsKinds = () =>
  useQuery({
    queryKey: ["points-kinds"],
    queryFn: () => ask<PointsKindOut[]>("/v1/points/kinds"),
    staleTime: 60_000,
  });

export const useProgramme = () =>
  useQuery({ queryKey: ["programme"], queryFn: () => ask<Programme>("/v1/points/programme") });

export const isUnderWay = (job: Job): boolean => job.state === "running" || job.state === "waiting";

export const useJobs = () =>
  useQuery({
    queryKey: ["jobs"],
    queryFn: async () => (await ask<Page<Job>>("/v1/jobs", { query: { limit: 10 } })).data,
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? 1_500 : 15_000),
  });

export const useJob = (id: string | null, first?: Job) =>
  useQuery({
    queryKey: ["job", id],
    initialData: first,
    queryFn: () => ask<Job>(`/v1/jobs/${encodeURIComponent(id ?? "")}`),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? false : 1_000),
  });

/** A list with cursors. `rows` are all pages loaded so far; the filters are part of the key. */
export function usePages<T>(
  key: readonly unknown[],
  path: string,
  query: Record<string, string | number | readonly string[] | null | undefined> = {},
  options: { enabled?: boolean; refetchInterval?: (rows: T[]) => number | false } = {},
) {
  const result = useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>>, readonly unknown[], string | null>({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) => ask<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    enabled: options.enabled,
    refetchInterval: (query) =>
      whileAway(query.state.error) ||
      (options.refetchInterval?.(query.state.data?.pages.flatMap((page) => page.data) ?? []) ?? false),
  });
  const rows = result.data?.pages.flatMap((page) => page.data);
  return { ...result, rows };
}

interface Deed<Body> {
  path: string | ((body: Body) => string);
  method?: "POST" | "PUT" | "PATCH" | "DELETE";
  /** Cache keys that this changes. */
  touches?: readonly (readonly unknown[])[];
  /** What is sent, where the body says more than that. */
  send?: (body: Body) => unknown;
}

/** What tells one body from another; of a file its name, size and time. */
function told(body: unknown): string {
  return JSON.stringify(body instanceof File ? [body.name, body.size, body.lastModified] : (body ?? null));
}

/** The same without what was looked at: who asks for it anew meant it once, though it was another version by the second click. */
function meant(body: unknown): unknown {
  if (body === null || typeof body !== "object" || body instanceof File) return body;
  return { ...body, version: undefined, revision: undefined };
}

/**
 * Something that changes the shop. A second click is not sent. Asking again with the same body after a failure repeats the
 * same Idempotency-Key, so a lost answer never does it twice.
 */
export function useDeed<Body, Answer>(deed: Deed<Body>) {
  const client = useQueryClient();
  const attempt = useRef<{ body: string; key: string } | null>(null);
  const pathOf = (body: Body) => (typeof deed.path === "function" ? deed.path(body) : deed.path);
  return useMutationOnce<Answer, Body>(
    {
      mutationFn: (body) => {
        const sent = deed.send ? deed.send(body) : body;
        const text = pathOf(body) + told(body);
        if (attempt.current?.body !== text) attempt.current = { body: text, key: freshKey() };
        return ask<Answer>(pathOf(body), {
          method: deed.method ?? "POST",
          ...(body instanceof File ? { file: body } : { body: deed.method === "DELETE" ? undefined : sent }),
          idempotencyKey: attempt.current.key,
        });
      },
      onSuccess: async () => {
        attempt.current = null;
        await Promise.all((deed.touches ?? []).map((queryKey) => client.invalidateQueries({ queryKey })));
      },
    },
    (body) => pathOf(body) + told(meant(body)),
  );
}
