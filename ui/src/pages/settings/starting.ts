/** Starting an import: one click is one job, also when it is clicked twice or the first answer was lost. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ask, freshKey } from "../../api/client";
import { isUnderWay, useJob } from "../../api/queries";
import type { Imported, Job } from "../../api/types";
import { isPlain } from "./mapping";

export type Counts = "history" | "points" | "live";

export interface Choices {
  file: File | null;
  type: string | null;
  mapping: string;
  counts: Counts;
  /** Whether the mapping was made from what is chosen here, so that refusals speak of that. */
  bySight?: boolean;
}

interface Asked {
  choices: Choices;
  dry: boolean;
}

function formOf({ choices: { file, type, mapping, counts, bySight }, dry }: Asked): FormData {
  const form = new FormData();
  if (file) form.set("file", file);
  if (type) form.set("type", type);
  if (mapping.trim() && !(file && isPlain(file.name))) form.set("mapping", mapping);
  form.set("live", String(counts === "live"));
  form.set("asks_points", String(counts === "points"));
  form.set("dry_run", String(dry));
  form.set("by_sight", String(bySight === true));
  return form;
}

function same(one: Asked, other: Asked): boolean {
  return one.dry === other.dry && one.choices === other.choices;
}

export function useStarting() {
  const client = useQueryClient();
  const [job, setJob] = useState<{ id: string; dry: boolean } | null>(null);
  const { data: standing } = useJob(job?.id ?? null);
  const attempt = useRef<{ asked: Asked; key: string } | null>(null);
  const sending = useRef(false);
  const begun = useRef(new Set<string>());
  const send = useMutation({
    mutationFn: (asked: Asked) => {
      if (!attempt.current || !same(attempt.current.asked, asked)) attempt.current = { asked, key: freshKey() };
      return ask<Job>("/v1/imports", { method: "POST", form: formOf(asked), idempotencyKey: attempt.current.key });
    },
    onSuccess: (started, { dry }) => {
      attempt.current = null;
      begun.current.add(started.id);
      setJob({ id: started.id, dry });
      client.invalidateQueries({ queryKey: ["jobs"] });
    },
    onSettled: () => {
      sending.current = false;
    },
  });
  const isBusy = send.isPending || (job !== null && (standing === undefined || isUnderWay(standing)));
  return {
    job,
    result: standing?.state === "done" ? (standing.result as unknown as Imported) : null,
    error: send.error,
    isBusy,
    /** Whether a job was started here, also one that is told no more. */
    isOwn: (id: string) => begun.current.has(id),
    start: (asked: Asked) => {
      if (sending.current || isBusy) return;
      sending.current = true;
      send.mutate(asked);
    },
    /** What was tried is not what would be imported now; what was imported stays told, whatever is chosen for the next. */
    reset: () => {
      attempt.current = null;
      setJob((told) => (told?.dry ? null : told));
      send.reset();
    },
  };
}
