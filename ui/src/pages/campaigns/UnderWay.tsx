/** How far a job over local days is, and the button that breaks it off. */
import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../parts/Formats";
import { useWaiting } from "../../parts/past/useWaiting";

interface Props {
  title: string;
  done: number;
  total: number | null;
  /** While it waits: what is done before it. */
  behind?: string | null;
  cancel?: () => void;
  cancelling: boolean;
}

export function UnderWay({ title, done, total, behind = null, cancel, cancelling }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const waiting = useWaiting();
  const known = total !== null && total > 0;
  return (
    <Paper p="md">
      <Group wrap="nowrap" gap="md">
        <Stack gap={4} flex={1}>
          <Progress
            size={6}
            value={known ? (100 * done) / total : 100}
            animated={!known}
            striped={!known}
            aria-label={title}
            transitionDuration={120}
          />
          <Text size="xs" c="dimmed">
            {known
              ? t("simulation.progress", { done: format.number(done), count: total, total: format.number(total) })
              : waiting(behind)}
          </Text>
        </Stack>
        {cancel && (
          <Button variant="default" loading={cancelling} onClick={cancel}>
            {t("action.cancel")}
          </Button>
        )}
      </Group>
    </Paper>
  );
}
