/** Something tried on the past by the worker: begun by a click, looked at until it is done. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, Problem } from "../../api/client";
import { useMutationOnce } from "../../api/once";
import { faultsOfDraft } from "../draft";

export interface JobState {
  id: string;
  state: string;
  done: number;
  total: number | null;
  error: string | null;
  /** While it waits: what is done before it. */
  behind: string | null;
}

interface Kept {
  id: string;
  /** What it was about. */
  now: string;
}

/** Where it is remembered what was tried on a page, so that who comes back finds it going on, or done. */
const placeOf = (path: string) => `regulars.tried:${path}:${window.location.pathname}`;

function kept(path: string): Kept | null {
  if (window.location.pathname.endsWith("/new")) return null; // another one each time
  try {
    return JSON.parse(sessionStorage.getItem(placeOf(path)) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

const isBusy = ({ state }: JobState): boolean => state === "waiting" || state === "running";

/** `body` is what is asked when it begins; `now` what it is about, so that a change of it is seen; `draft` the member of the
 * body that stands in a form beside it. */
export function useJob<Out extends JobState>(path: string, body: () => unknown, now: string, draft: string) {
  const [before] = useState(() => kept(path));
  const [tried, setTried] = useState<string | null>(before?.now ?? null);
  const begin = useMutationOnce(
    {
      mutationFn: () => ask<Out>(path, { method: "POST", body: body() }),
      onMutate: () => setTried(now),
      onSuccess: ({ id }) => sessionStorage.setItem(placeOf(path), JSON.stringify({ id, now })),
    },
    () => now,
  );
  const id = begin.data?.id ?? (begin.isPending ? undefined : before?.id);
  const job = useQuery({
    queryKey: ["job", path, id],
    queryFn: () => ask<Out>(`${path}/${id}`),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && !isBusy(query.state.data) ? false : 700),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = job.data ?? begin.data;
  const forgotten = begin.data === undefined && job.error instanceof Problem && job.error.status === 404;
  const error = begin.error ?? (forgotten ? null : job.error);
  const faults = faultsOfDraft(error, draft);
  const outdated = tried !== null && tried !== now;
  return {
    begin: () => begin.mutate(),
    error: faults.length > 0 && outdated ? null : error,
    /** What is wrong in the draft, until it is changed. */
    faults: outdated ? [] : faults,
    busy: begin.isPending || (found !== undefined && isBusy(found)),
    found,
    /** What is looked at says something else than what was tried. */
    outdated,
  };
}
