/** Beside a promotion: what gets in its way and what it takes too much off with, as it stands in the form. */
import { useTranslation } from "react-i18next";
import { JobPanel } from "../../../parts/past/JobPanel";
import { Findings } from "./Findings";
import { LeastLeft } from "./LeastLeft";
import type { useConflicts } from "./useConflicts";

interface Props {
  promotion: string | null;
  name: string;
  job: ReturnType<typeof useConflicts>;
  waits: string | null;
}

export function ConflictsPanel({ promotion, name, job, waits }: Props) {
  const { t } = useTranslation();
  return (
    <JobPanel
      title={t("conflict.title")}
      text={t("conflict.text")}
      begin={t("conflict.begin")}
      again={t("conflict.again")}
      failed={t("conflict.failed")}
      progress={(done, total) => t("conflict.progress", { done, total })}
      waits={waits}
      job={job}
      controls={<LeastLeft value={job.left} onChange={job.setLeft} />}
    >
      {job.found?.result && (
        <Findings result={job.found.result} outdated={job.outdated} about={{ id: promotion, name }} />
      )}
    </JobPanel>
  );
}
