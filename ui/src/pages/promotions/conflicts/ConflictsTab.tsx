/** Conflicts among all promotions that are published. */
import { Box } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { JobPanel } from "../../../parts/past/JobPanel";
import { Findings } from "./Findings";
import { LeastLeft } from "./LeastLeft";
import { useConflicts } from "./useConflicts";

export function ConflictsTab() {
  const { t } = useTranslation();
  const job = useConflicts();
  return (
    <Box maw={720}>
      <JobPanel
        title={t("conflict.allTitle")}
        text={t("conflict.allText")}
        begin={t("conflict.begin")}
        again={t("conflict.again")}
        failed={t("conflict.failed")}
        progress={(done, total) => t("conflict.progress", { done, total })}
        waits={null}
        job={job}
        controls={<LeastLeft value={job.left} onChange={job.setLeft} />}
      >
        {job.found?.result && <Findings result={job.found.result} outdated={job.outdated} />}
      </JobPanel>
    </Box>
  );
}
