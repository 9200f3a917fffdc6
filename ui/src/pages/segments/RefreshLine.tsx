/** Of a segment that is not kept in every moment: as of when it is, when it is refreshed next, and the button for now. */
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconClock, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { Segment } from "../../api/types";
import { useFormats, When } from "../../parts/Formats";
import { useMay } from "../../shell/SessionGate";
import { saidOf } from "./refresh";

export function RefreshLine({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormats();
  useWhatComes(segment);
  if (segment.refresh.kind === "automatic" || segment.state === "archived") return null;
  return (
    <Group gap="sm" mb="md" component="section" aria-label={t("refresh.title")}>
      <Group gap={8} wrap="nowrap" align="flex-start" flex="1 1 260px">
        <IconClock size={18} stroke={1.5} style={{ flex: "none" }} aria-hidden />
        <Text size="sm" className="break">
          {saidOf(segment.refresh, t, format)}{" "}
          {segment.refreshed_at ? (
            <>
              {t("refresh.asOf")} <When value={segment.refreshed_at} />.
            </>
          ) : (
            t("refresh.never")
          )}
          {segment.next_refresh_at && (
            <>
              {" "}
              {t("refresh.next")} <When value={segment.next_refresh_at} />.
            </>
          )}
        </Text>
      </Group>
      <RefreshNow segment={segment} />
    </Group>
  );
}

function RefreshNow({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const may = useMay("segments:write");
  const refresh = useDeed<null, Segment>({
    path: `/v1/segments/${encodeURIComponent(segment.id)}/refresh`,
    touches: [["segment", segment.id]],
  });
  // One that is broken can't be computed, and one that is being computed will be as of now by itself.
  if (!may || segment.state !== "active") return null;
  const waits = refresh.isPending || segment.refreshing;
  return (
    <Group gap="sm">
      {waits && (
        <Text size="xs" c="dimmed" role="status">
          {t("refresh.underWay")}
        </Text>
      )}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconRefresh size={16} stroke={1.5} />}
        loading={waits}
        onClick={() =>
          refresh.mutate(null, {
            onError: (error) =>
              notifications.show({ color: "red", title: t("problem.notDone"), message: error.message }),
          })
        }
      >
        {t("refresh.now")}
      </Button>
    </Group>
  );
}

/** Once a refresh is done, whatever the page shows of the segment is asked for again. */
function useWhatComes({ id, name, refreshing }: Segment) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before = useRef(refreshing);
  useEffect(() => {
    if (before.current && !refreshing) {
      client.invalidateQueries({ queryKey: ["segment", id] });
      client.invalidateQueries({ queryKey: ["segments"] });
      notifications.show({ message: t("refresh.done", { name }) });
    }
    before.current = refreshing;
  }, [refreshing, id, name, client, t]);
}
