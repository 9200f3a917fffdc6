/** A panel beside a form: a question about the past, the button that asks it, how far it is, and the answer. */
import { Button, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { Fault } from "../../api/types";
import { useFormats } from "../Formats";
import { ErrorState, MendFirst } from "../states";
import type { JobState } from "./useJob";
import { useWaiting } from "./useWaiting";

interface Props {
  title: string;
  text: string;
  begin: string;
  again: string;
  failed: string;
  /** How far it is, in words. */
  progress: (done: string, total: string) => string;
  /** Why it can't be asked yet. */
  waits: string | null;
  job: { begin: () => void; error: unknown; faults: Fault[]; busy: boolean; found: JobState | undefined };
  /** What is chosen before it is asked. */
  controls?: ReactNode;
  /** The answer. */
  children: ReactNode;
}

export function JobPanel({ title, text, begin, again, failed, progress, waits, job, controls, children }: Props) {
  const id = useId();
  const { found } = job;
  return (
    <Paper p="md" component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {text}
          </Text>
        </div>
        {controls}
        <Button
          variant="default"
          disabled={waits !== null}
          loading={job.busy}
          onClick={job.begin}
          aria-describedby={waits ? `${id}-waits` : undefined}
        >
          {found ? again : begin}
        </Button>
        {waits && (
          <Text size="xs" c="dimmed" id={`${id}-waits`}>
            {waits}
          </Text>
        )}
        <div aria-live="polite" aria-busy={job.busy}>
          {job.faults.length > 0 ? (
            <MendFirst />
          ) : job.error ? (
            <ErrorState error={job.error} what={failed} onRetry={job.begin} />
          ) : found?.state === "failed" ? (
            <Text size="sm" c="var(--bad)" className="break">
              {found.error ?? failed}
            </Text>
          ) : found && job.busy ? (
            <Under found={found} title={title} progress={progress} />
          ) : found ? (
            children
          ) : null}
        </div>
      </Stack>
    </Paper>
  );
}

function Under({ found, title, progress }: { found: JobState } & Pick<Props, "title" | "progress">) {
  const waiting = useWaiting();
  const format = useFormats();
  const known = found.total !== null && found.total > 0;
  const share = known ? Math.min(1, found.done / (found.total as number)) : 0;
  return (
    <Stack gap={4}>
      <Progress
        size={6}
        value={known ? share * 100 : 100}
        animated={!known}
        striped={!known}
        aria-label={title}
        transitionDuration={120}
      />
      <Text size="xs" c="dimmed">
        {known ? progress(format.number(found.done), format.number(found.total as number)) : waiting(found.behind)}
      </Text>
    </Stack>
  );
}
