/** Beside a promotion: what it would have taken off past orders, as it stands in the form, before it is published. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { JobPanel } from "../../../parts/past/JobPanel";
import { SpanControl } from "../../../parts/past/SpanControl";
import { Replayed } from "./Replayed";
import type { Codes, useReplay } from "./useReplay";

interface Props {
  job: ReturnType<typeof useReplay>;
  /** It asks for a coupon. */
  withCodes: boolean;
  /** Why it can't be tried yet. */
  waits: string | null;
}

export function ReplayPanel({ job, withCodes, waits }: Props) {
  const { t } = useTranslation();
  return (
    <JobPanel
      title={t("trial.title")}
      text={t("replay.text")}
      begin={t("trial.begin")}
      again={t("trial.again")}
      failed={t("trial.failed")}
      progress={(done, total) => t("trial.progress", { done, total })}
      waits={waits}
      job={job}
      controls={
        <>
          <SpanControl days={job.days} onChange={job.setDays} />
          {withCodes && (
            <SegmentedControl
              size="xs"
              fullWidth
              orientation="vertical"
              aria-label={t("replay.codes")}
              value={job.codes}
              onChange={(next) => job.setCodes(next as Codes)}
              data={[
                { value: "everybody", label: t("replay.everybody") },
                { value: "typed", label: t("replay.typed") },
              ]}
            />
          )}
        </>
      }
    >
      {job.found?.result && <Replayed result={job.found.result} outdated={job.outdated} />}
    </JobPanel>
  );
}
