/** How far a long job has come, or how it ended. */
import { Group, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Job } from "../api/types";
import { useFormats } from "./Formats";
import { StateDot, type Tone } from "./StateDot";

const TONES = {
  waiting: "off",
  running: "busy",
  done: "good",
  failed: "bad",
  cancelled: "off",
} as const satisfies Record<string, Tone>;

export function JobState({ job }: { job: Job }) {
  const { t } = useTranslation();
  const state = job.state as keyof typeof TONES;
  return <StateDot tone={TONES[state]} label={t(`job.${state}`)} hint={job.error} />;
}

export function JobProgress({ job, compact = false }: { job: Job; compact?: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  const known = job.total !== null && job.total > 0;
  const share = known ? Math.min(1, job.done / (job.total as number)) : 0;
  const unit = job.unit ? t(`job.unit.${job.unit as "rows"}`, { defaultValue: job.unit }) : "";
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" truncate fw={compact ? 400 : 600}>
          {job.title}
        </Text>
        <JobState job={job} />
      </Group>
      {job.state === "running" && (
        <Progress
          value={known ? share * 100 : 100}
          animated={!known}
          striped={!known}
          size={6}
          aria-label={job.title}
          transitionDuration={120}
        />
      )}
      <Text size="xs" c={job.state === "failed" ? "var(--bad)" : "dimmed"} className="break">
        {job.state === "failed" && job.error
          ? job.error
          : job.state === "waiting"
            ? t("job.notBegun")
            : known
              ? t("job.progress", {
                  done: format.number(job.done),
                  total: format.number(job.total as number),
                  unit,
                })
              : t("job.progressOpen", { done: format.number(job.done), unit })}
        {job.state === "running" && known && ` · ${format.percent(share)}`}
      </Text>
    </Stack>
  );
}
