/** One segment: who is in it and why, how large it is, how that changed. */
import { Button, Menu, Spoiler, Tabs, Text, Tooltip } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconCopy, IconHelpCircle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { useCustomer, useSegment } from "../../api/queries";
import type { AppliesTo, Segment } from "../../api/types";
import { Below } from "../../parts/Below";
import { Figure, Figures } from "../../parts/Figure";
import { Num, useFormats, When } from "../../parts/Formats";
import { isMissing, Missing } from "../../parts/Missing";
import { MoreMenu } from "../../parts/MoreMenu";
import { PageHead } from "../../parts/PageHead";
import { ErrorState, Lines } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { ArchiveDialog, RestoreDialog } from "./ArchiveDialogs";
import { HealthRemarks } from "./health";
import { RefreshLine } from "./RefreshLine";
import { Remedy } from "./Remedy";
import { SegmentStateDot, segmentPath } from "./state";
import { TABS } from "./tabs/tabs";
import { WhyPanel } from "./WhyPanel";

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [read, write] = useAddress();
  const { data: segment, error, refetch } = useSegment(id);
  const [why, setWhy] = useState(false);
  // A link can ask why one customer is in.
  const { data: about } = useCustomer(read("why") || undefined);
  const [tab, open] = useTab(
    TABS.map(({ value }) => value),
    "members",
  );
  const tabs = useTabInView(tab);
  const back = { to: "/segments", label: t("place.segments") };
  if (error && !segment) {
    return (
      <>
        <PageHead title={t("segments.one")} back={back} />
        {isMissing(error) ? (
          <Missing title={t("segments.absent")} list={{ to: "/segments", label: t("home.allSegments") }}>
            {t("segments.missingText")}
          </Missing>
        ) : (
          <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHead
        title={segment?.name ?? ""}
        back={back}
        state={segment && <SegmentStateDot segment={segment} />}
        actions={segment && <Actions segment={segment} onWhy={() => setWhy(true)} />}
      >
        {!segment && <Lines count={2} />}
        {segment && (
          <>
            <Spoiler maxHeight={168} showLabel={t("action.showAll")} hideLabel={t("action.showLess")}>
              <Text c="var(--mantine-color-text)" size="lg" className="break">
                {segment.sentence}
              </Text>
            </Spoiler>
            {segment.description && <Text c="dimmed">{segment.description}</Text>}
          </>
        )}
      </PageHead>
      {segment && <HealthRemarks segment={segment} actionFor={(kind) => <Remedy kind={kind} segment={segment} />} />}
      {segment && <RefreshLine segment={segment} />}
      <Below known={segment !== undefined}>
        <SegmentFigures segment={segment} />
        <Tabs value={tab} onChange={open}>
          <Tabs.List mb="md" className="tabs-line" ref={tabs}>
            {TABS.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {t(label)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {TABS.map(({ value, Panel }) => (
            <Tabs.Panel key={value} value={value}>
              <Panel id={id} segment={segment} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Below>
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
      <WhyPanel
        segment={about && segment ? segment : null}
        customer={about ?? null}
        onClose={() => write({ why: null })}
      />
    </>
  );
}

function SegmentFigures({ segment }: { segment: Segment | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const appliesTo = segment?.applies_to as AppliesTo | undefined;
  const loading = segment === undefined || (segment.state === "computing" && segment.size === 0);
  return (
    <Figures>
      <Figure
        label={t("segments.members")}
        value={<Num value={segment?.size} />}
        hint={appliesTo && t(`appliesTo.of.${appliesTo}`)}
        loading={loading}
      />
      <Figure
        label={t("segments.share")}
        value={segment && format.percent(segment.share)}
        hint={t("segments.shareHint")}
        loading={loading}
      />
      <Figure
        label={t("segments.entered7d")}
        value={segment && format.signed(segment.entered_7d)}
        hint={t("segments.moved7dHint")}
        loading={loading}
      />
      <Figure
        label={t("segments.left7d")}
        value={segment && format.signed(-segment.left_7d)}
        hint={t("segments.moved7dHint")}
        loading={loading}
      />
    </Figures>
  );
}

function Actions({ segment, onWhy }: { segment: Segment; onWhy: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay("segments:write");
  const [asking, setAsking] = useState(false);
  const archived = segment.state === "archived";
  return (
    <>
      <Button variant="default" leftSection={<IconHelpCircle size={18} stroke={1.5} />} onClick={onWhy}>
        {t("why.someone")}
      </Button>
      {may && (
        <>
          <Button
            component={Link}
            to={`${segmentPath(segment.id)}/edit`}
            variant={archived ? "default" : "filled"}
            leftSection={<IconPencil size={18} stroke={1.5} />}
          >
            {t("action.change")}
          </Button>
          {archived && (
            <Button leftSection={<IconArchiveOff size={18} stroke={1.5} />} onClick={() => setAsking(true)}>
              {t("segments.restore")}
            </Button>
          )}
          <MoreMenu>
            <Menu.Item
              leftSection={<IconCopy size={16} stroke={1.5} />}
              onClick={() => navigate("/segments/new", { state: { copyOf: segment } })}
            >
              {t("segments.copy")}
            </Menu.Item>
            {!archived && (
              <Menu.Item
                color="red"
                leftSection={<IconArchive size={16} stroke={1.5} />}
                onClick={() => setAsking(true)}
              >
                {t("segments.archive")}
              </Menu.Item>
            )}
          </MoreMenu>
          {archived ? (
            <RestoreDialog segment={segment} open={asking} onClose={() => setAsking(false)} />
          ) : (
            <ArchiveDialog segment={segment} open={asking} onClose={() => setAsking(false)} />
          )}
        </>
      )}
    </>
  );
}
