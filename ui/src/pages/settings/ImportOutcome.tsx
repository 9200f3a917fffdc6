/** How the import that was just started goes, and what became of it; a trial that went well can be made real here. */
import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isAway, isUnderWay, useJob } from "../../api/queries";
import type { Imported, Job } from "../../api/types";
import { isSecond } from "../../parts/clicks";
import { useFormats } from "../../parts/Formats";
import { JobProgress } from "../../parts/JobProgress";
import { ErrorState } from "../../parts/states";
import { Rejects, RejectTable, Remarks, RemarksTold } from "./RejectsPanel";

const told = (rows: Imported["rejects"]) => ({ rows, error: null, isPending: false });

interface Props {
  id: string;
  /** The job as it is known already. */
  first?: Job;
  /** Of a trial whose file is at hand: to let it in. */
  onImport?: () => void;
  busy?: boolean;
}

export function ImportOutcome({ id, first, onImport, busy }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const client = useQueryClient();
  const { data: job, error } = useJob(id, first);
  const done = job?.state === "done";
  const result = done ? (job.result as unknown as Imported) : null;
  const dry = result !== null && result.id === null;
  useEffect(() => {
    if (job?.state) client.invalidateQueries({ queryKey: ["imports"] });
    if (done && !dry) {
      for (const key of ["customers", "overview", "segments", "home", "first-hour"])
        client.invalidateQueries({ queryKey: [key] });
    }
  }, [client, job?.state, done, dry]);
  if (error && !job) return <ErrorState error={error} />;
  if (!job) return null;
  const counts = result && {
    accepted: format.number(result.accepted),
    repeated: format.number(result.repeated),
    refused: format.number(result.refused),
  };
  return (
    <Paper p="md">
      <Stack gap="sm">
        <JobProgress job={job} />
        {error && isUnderWay(job) && <Lost error={error} />}
        {result && counts && (
          <>
            <Text fw={500}>{dry ? t("imports.result", counts) : t("imports.resultDone", counts)}</Text>
            {result.points !== undefined && <Earned result={result} />}
            {!dry && result.refused > 0 && result.id !== null && (
              <Rejects of={{ id: String(result.id), name: result.name }} />
            )}
            {result.rejects.length > 0 && (
              <>
                <Text size="xs" c="dimmed">
                  {t("imports.firstRefused")}
                </Text>
                <RejectTable pages={told(result.rejects)} label={t("imports.fetchRefused")} />
              </>
            )}
            {result.remarked > 0 &&
              (dry ? (
                <RemarksTold pages={told(result.remarks)} count={result.remarked} />
              ) : (
                result.id !== null && <Remarks of={{ id: String(result.id), remarked: result.remarked }} />
              ))}
            {dry && onImport && result.accepted > 0 && (
              <Group>
                <Button onClick={(event) => !isSecond(event) && onImport()} loading={busy}>
                  {t("imports.trial")}
                </Button>
              </Group>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}

/** What the orders of a trial would earn. */
function Earned({ result }: { result: Imported }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { points = 0, points_orders: earning = 0, points_exact: isExact } = result;
  const orders = t("imports.earnOrders", { count: earning, number: format.number(earning) });
  return (
    <div>
      <Text size="sm">
        {points === 0
          ? t("imports.earnNone")
          : t("imports.earn", { count: points, number: format.number(points), orders })}
      </Text>
      {!isExact && (
        <Text size="xs" c="dimmed">
          {t("imports.earnAbout")}
        </Text>
      )}
    </div>
  );
}

/** Said while nobody can tell how far it is; it is asked for again until somebody can. */
function Lost({ error }: { error: Error }) {
  const { t } = useTranslation();
  if (!isAway(error)) return <ErrorState error={error} what={t("imports.lost")} />;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconCloudOff size={18} />} title={t("imports.lost")}>
      <Text size="sm">{t("imports.lostText")}</Text>
    </Alert>
  );
}
