/** A rule tried on past orders: begun by a click, looked at until the worker has done it. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../api/client";
import type { WhatIfOut } from "../../../api/schema";
import type { Body } from "../earning/words";

export const SPANS = [30, 90, 365] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;

export function useTrial(rule: string | null, body: Body) {
  const [days, setDays] = useState<Span>(365);
  const [tried, setTried] = useState<string | null>(null);
  const now = JSON.stringify([body, days]);
  const begin = useMutation({
    mutationFn: () =>
      ask<WhatIfOut>("/v1/earning-rules/what-if", {
        method: "POST",
        body: {
          rule: { ...body, name: body.name || "…" },
          id: rule,
          since: new Date(Date.now() - days * DAY_MS).toISOString(),
        },
      }),
    onMutate: () => setTried(now),
  });
  const id = begin.data?.id;
  const job = useQuery({
    queryKey: ["what-if", id],
    queryFn: () => ask<WhatIfOut>(`/v1/earning-rules/what-if/${id}`),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && !isBusy(query.state.data) ? false : 700),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = job.data ?? begin.data;
  return {
    days,
    setDays,
    begin: () => begin.mutate(),
    error: begin.error ?? job.error,
    busy: begin.isPending || (found !== undefined && isBusy(found)),
    found,
    /** The form says something else than what was tried. */
    outdated: tried !== null && tried !== now,
  };
}

const isBusy = ({ state }: WhatIfOut): boolean => state === "waiting" || state === "running";
