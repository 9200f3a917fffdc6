/** One customer's way through a campaign, step by step. */
import { Anchor, Stack, Text, Timeline } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CampaignPathOut } from "../../../api/schema";
import type { Json, Kinds } from "../../../api/types";
import { useFormats, When } from "../../../parts/Formats";
import { ErrorState, Lines } from "../../../parts/states";
import { customerPath, nameOf } from "../../customers/columns";
import { branchLabel, kindOf, labelOf } from "../kinds";
import { useRun, useVersions } from "../queries";
import { stepOf } from "../whatRuns";
import { Done } from "./Done";

export function RunPath({ run, kinds, campaign }: { run: string; kinds: Kinds; campaign: string }) {
  const { t } = useTranslation();
  const path = useRun(run);
  const versions = useVersions(campaign);
  if (path.error) return <ErrorState error={path.error} what={t("problem.notLoaded")} onRetry={() => path.refetch()} />;
  if (!path.data) return <Lines count={6} />;
  const titleOf = (id: string) => {
    const info = kindOf(kinds, "step", stepOf(versions.data?.data, id, path.data.version)?.kind);
    return info ? labelOf(info, "step", t) : id;
  };
  return <Told path={path.data} titleOf={titleOf} />;
}

function Told({ path, titleOf }: { path: CampaignPathOut; titleOf: (id: string) => string }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <Stack gap="md">
      <Anchor component={Link} to={customerPath(path.customer.id)} size="sm">
        {nameOf(path.customer)}
      </Anchor>
      <Timeline bulletSize={12} lineWidth={2} active={path.path.length}>
        <Timeline.Item title={t("campaign.enteredAt")}>
          <Text size="xs" c="dimmed">
            <When value={path.entered_at} /> · {t("campaign.versionN", { version: path.version })}
          </Text>
          {path.backfill && (
            <Text size="xs" c="dimmed">
              {t("backfill.mark", { at: format.instant(String(path.about.at)) })}
            </Text>
          )}
        </Timeline.Item>
        {path.path.map((passed) => (
          <Timeline.Item key={`${passed.node} ${passed.at}`} title={titleOf(passed.node)}>
            <Text size="xs" c="dimmed">
              <When value={passed.at} />
              {passed.branch && branchLabel(passed.branch, t) && ` · ${branchLabel(passed.branch, t)}`}
            </Text>
            {passed.done && <Done done={passed.done as Record<string, Json>} />}
          </Timeline.Item>
        ))}
        <Timeline.Item title={path.ended_at ? t(`campaign.endedBy.${path.ended_by as "end"}`) : titleOf(path.node)}>
          <Text size="xs" c="dimmed">
            {path.ended_at ? (
              <When value={path.ended_at} />
            ) : path.due_at ? (
              <>
                {t("campaign.dueAt")} <When value={path.due_at} />
              </>
            ) : (
              t("campaign.waits")
            )}
          </Text>
        </Timeline.Item>
      </Timeline>
    </Stack>
  );
}
