/** Imports that were under way before this page was there, or that somebody else has begun: how far each is, and what became of it. */
import { useState } from "react";
import { isUnderWay, useJobs } from "../../api/queries";
import type { Job } from "../../api/types";
import { ImportOutcome } from "./ImportOutcome";

export function GoingOn({ isOwn }: { isOwn: (id: string) => boolean }) {
  const { data: jobs } = useJobs();
  const [seen, setSeen] = useState<Job[]>([]);
  const running = (jobs ?? []).filter((job) => job.kind === "import" && isUnderWay(job));
  const more = running.filter((job) => !seen.some(({ id }) => id === job.id));
  // One that has ended stays: whoever waited for it reads here how it ended.
  if (more.length > 0) setSeen([...seen, ...more]);
  return seen.filter(({ id }) => !isOwn(id)).map((job) => <ImportOutcome key={job.id} id={job.id} first={job} />);
}
