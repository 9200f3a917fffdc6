/** One segment: who is in it and why, how large it is, how that changed. */
import { ActionIcon, Alert, Button, Menu, Tabs, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconArchive, IconCopy, IconDots, IconHelpCircle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { useDeed, useSegment } from "../../api/queries";
import type { Segment } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { Figure, Figures } from "../../parts/Figure";
import { Num, useFormats, When } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { ErrorState } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { useMay } from "../../shell/SessionGate";
import { Members } from "./Members";
import { SizeOverTime } from "./SizeOverTime";
import { SegmentStateDot, segmentPath } from "./state";
import { WhyPanel } from "./WhyPanel";

export function Component() {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const may = useMay("segments:write");
  const { id = "" } = useParams();
  const [read, write] = useAddress();
  const { data: segment, error, isPending, refetch } = useSegment(id);
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState(false);
  const archive = useDeed<null, Segment>({
    path: `/v1/segments/${encodeURIComponent(id)}/archive`,
    touches: [["segments"], ["segment"], ["overview"]],
  });
  const back = { to: "/segments", label: t("place.segments") };
  if (error && !segment) {
    return (
      <>
        <PageHead title={t("segments.one")} back={back} />
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      </>
    );
  }
  const doArchive = () =>
    archive.mutate(null, {
      onSuccess: () => {
        setAsking(false);
        notifications.show({ message: t("segments.archived", { name: segment?.name }) });
      },
    });
  return (
    <>
      <PageHead
        title={segment?.name ?? " "}
        back={back}
        state={segment && <SegmentStateDot segment={segment} />}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconHelpCircle size={18} stroke={1.5} />}
              onClick={() => setWhy(true)}
              disabled={!segment}
            >
              {t("why.someone")}
            </Button>
            {may && (
              <>
                <Button
                  component={Link}
                  to={`${segmentPath(id)}/edit`}
                  leftSection={<IconPencil size={18} stroke={1.5} />}
                >
                  {t("action.change")}
                </Button>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon size={36} variant="default" aria-label={t("action.more")}>
                      <IconDots size={18} stroke={1.5} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      leftSection={<IconCopy size={16} stroke={1.5} />}
                      onClick={() => navigate("/segments/new", { state: { copyOf: segment } })}
                    >
                      {t("segments.copy")}
                    </Menu.Item>
                    {segment?.state !== "archived" && (
                      <Menu.Item
                        color="red"
                        leftSection={<IconArchive size={16} stroke={1.5} />}
                        onClick={() => setAsking(true)}
                      >
                        {t("segments.archive")}
                      </Menu.Item>
                    )}
                  </Menu.Dropdown>
                </Menu>
              </>
            )}
          </>
        }
      >
        {segment && (
          <>
            <Text c="var(--mantine-color-text)" size="lg">
              {segment.sentence}
            </Text>
            {segment.description && <Text c="dimmed">{segment.description}</Text>}
          </>
        )}
      </PageHead>
      {segment?.state === "broken" && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t("segments.brokenTitle")} mb="lg">
          {segment.broken_reason} {t("segments.brokenText")}
        </Alert>
      )}
      <Figures>
        <Figure
          label={t("segments.members")}
          value={<Num value={segment?.size} />}
          hint={segment && t(`appliesTo.of.${segment.applies_to}`)}
          loading={isPending}
        />
        <Figure
          label={t("segments.share")}
          value={segment?.share === null || !segment ? "–" : format.percent(segment.share)}
          hint={t("segments.shareHint")}
          loading={isPending}
        />
        <Figure
          label={t("segments.entered7d")}
          value={segment?.entered_7d === null || !segment ? "–" : format.signed(segment.entered_7d)}
          loading={isPending}
        />
        <Figure
          label={t("segments.left7d")}
          value={segment?.left_7d === null || !segment ? "–" : format.signed(-segment.left_7d)}
          loading={isPending}
        />
      </Figures>
      <Tabs value={read("tab") || "members"} onChange={(tab) => write({ tab: tab === "members" ? null : tab })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="members">{t("segments.members")}</Tabs.Tab>
          <Tabs.Tab value="size">{t("segments.sizeOverTime")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="members">
          <Members segment={{ id, name: segment?.name ?? "" }} />
        </Tabs.Panel>
        <Tabs.Panel value="size">
          <SizeOverTime id={id} />
        </Tabs.Panel>
      </Tabs>
      {segment && (
        <Text size="xs" c="dimmed" mt="md">
          <Tooltip label={t("segments.versionHint")}>
            <span>{t("segments.version", { version: segment.version })}</span>
          </Tooltip>
          {" · "}
          {t("segments.changedAt")} <When value={segment.updated_at} />
        </Text>
      )}
      <WhyPanel segment={why && segment ? segment : null} customer={null} onClose={() => setWhy(false)} />
      <ConfirmDialog
        open={asking}
        title={t("segments.archiveTitle", { name: segment?.name })}
        confirm={t("segments.archive")}
        danger
        busy={archive.isPending}
        error={archive.error}
        onConfirm={doArchive}
        onCancel={() => setAsking(false)}
      >
        {t("segments.archiveText", { count: segment?.size ?? 0, number: format.number(segment?.size ?? 0) })}
      </ConfirmDialog>
    </>
  );
}
