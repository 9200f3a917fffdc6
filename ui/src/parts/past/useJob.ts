/** Something tried on the past by the worker: begun by a click, looked at until it is done. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/client";
import { faultsOfDraft } from "../draft";

export interface JobState {
  id: string;
  state: string;
  done: number;
  total: number | null;
  error: string | null;
}

const isBusy = ({ state }: JobState): boolean => state === "waiting" || state === "running";

/** `body` is what is asked when it begins; `now` what it is about, so that a change of it is seen; `draft` the member of the
 * body that stands in a form beside it. */
export function useJob<Out extends JobState>(path: string, body: () => unknown, now: string, draft: string) {
  const [tried, setTried] = useState<string | null>(null);
  const begin = useMutation({
    mutationFn: () => ask<Out>(path, { method: "POST", body: body() }),
    onMutate: () => setTried(now),
  });
  const id = begin.data?.id;
  const job = useQuery({
    queryKey: ["job", path, id],
    queryFn: () => ask<Out>(`${path}/${id}`),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && !isBusy(query.state.data) ? false : 700),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = job.data ?? begin.data;
  const error = begin.error ?? job.error;
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
