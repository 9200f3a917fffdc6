/** The running jobs, always in sight; a click shows how far each has come. */
import { ActionIcon, Indicator, Popover, RingProgress, Stack, Text, Tooltip } from "@mantine/core";
import { IconProgressCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { isUnderWay, useJobs } from "../api/queries";
import { JobProgress } from "../parts/JobProgress";
import { ErrorState } from "../parts/states";

export function JobsMenu() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const running = (jobs.data ?? []).filter(isUnderWay);
  const first = running[0];
  const share = first?.total ? Math.min(100, (first.done / first.total) * 100) : 0;
  const label = running.length > 0 ? t("jobs.running", { count: running.length }) : t("jobs.none");
  return (
    <Popover position="bottom-end" width={340}>
      <Popover.Target>
        <Tooltip label={label}>
          <ActionIcon size={32} aria-label={label}>
            {first ? (
              <Indicator label={running.length} size={14} disabled={running.length < 2}>
                <RingProgress
                  size={24}
                  thickness={3}
                  sections={[{ value: first.total ? share : 25, color: "accent" }]}
                  rootColor="var(--line)"
                />
              </Indicator>
            ) : (
              <IconProgressCheck size={18} stroke={1.5} />
            )}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600} mb="xs">
          {t("jobs.title")}
        </Text>
        {jobs.error ? <ErrorState error={jobs.error} /> : null}
        <Stack gap="sm" mah={360} style={{ overflowY: "auto" }}>
          {(jobs.data ?? []).slice(0, 8).map((job) => (
            <JobProgress key={job.id} job={job} compact />
          ))}
          {jobs.data?.length === 0 && (
            <Text size="sm" c="dimmed">
              {t("jobs.none")}
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
