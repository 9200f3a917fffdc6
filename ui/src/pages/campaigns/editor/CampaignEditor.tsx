/** The editor of a campaign: palette, canvas or outline, and the form of what is chosen; saved as a draft. */
import { ActionIcon, Anchor, Box, Group, Paper, SegmentedControl, Tabs, Text, TextInput, Tooltip } from "@mantine/core";
import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { CampaignOut, Draft } from "../../../api/schema";
import type { KindInfo, Kinds } from "../../../api/types";
import { LeaveDialog } from "../../../parts/LeaveDialog";
import { useLeaving } from "../../../parts/leaving";
import { Meanwhile } from "../../../parts/meanwhile/Meanwhile";
import { PageHead } from "../../../parts/PageHead";
import { SaveButton, type Waiting } from "../../../parts/SaveButton";
import { startOf } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useTabInView } from "../../../parts/useTabInView";
import { branchesIn } from "../kinds";
import { campaignPath, ofCampaign, touchedByCampaign, useCampaignNow } from "../queries";
import { Canvas } from "./Canvas";
import classes from "./Canvas.module.css";
import { type Seen, SeenContext } from "./DrawingContext";
import {
  connect,
  copied,
  type From,
  insert,
  moveDown,
  moveUp,
  nodeOf,
  pasted,
  remove,
  START,
  type Step,
  TRIGGER,
} from "./graph";
import { Outline } from "./Outline";
import { Palette } from "./Palette";
import { PickStep } from "./PickStep";
import { SettingsPanel } from "./SettingsPanel";
import { Faults, Standing } from "./Standing";
import { StepPanel } from "./StepPanel";
import { type Drawing, useDrawing } from "./useDrawing";

interface Props {
  kinds: Kinds;
  campaign: CampaignOut | null;
  begins: { name: string; draft: Draft };
}

interface Body {
  name: string;
  draft: Draft;
  revision?: number;
}

export function CampaignEditor({ kinds, campaign, begins }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const branchesOf = useMemo(() => branchesIn(kinds), [kinds]);
  const drawing = useDrawing(campaign, { ...begins, revision: campaign?.revision ?? null }, branchesOf);
  const [revision, setRevision] = useState(campaign?.revision);
  const leaving = useLeaving(drawing.isChanged);
  const save = useDeed<Body, CampaignOut>({
    path: campaign ? ofCampaign(campaign.id, "draft") : "/v1/campaigns",
    method: campaign ? "PUT" : "POST",
    touches: touchedByCampaign,
  });
  const waitsFor: Waiting | null =
    drawing.name.trim() === ""
      ? { says: t("campaign.needsName"), field: "/name" }
      : campaign && !drawing.isChanged
        ? { says: t("save.unchanged") }
        : null;
  const send = (at = revision) =>
    save.mutate(
      { name: drawing.name, draft: drawing.draft, ...(campaign ? { revision: at } : {}) },
      {
        onSuccess: (stored) => {
          leaving.release();
          drawing.forget();
          notifications.show({ message: t("campaign.saved") });
          navigate(campaignPath(stored.id));
        },
      },
    );
  return (
    <>
      <PageHead
        title={campaign ? drawing.name || t("campaign.one") : t("campaign.new")}
        back={
          campaign
            ? { to: campaignPath(campaign.id), label: campaign.name }
            : { to: "/campaigns", label: t("place.campaigns") }
        }
        actions={
          <SaveButton waitsFor={waitsFor} busy={save.isPending} onSave={() => send()}>
            {t("campaign.saveDraft")}
          </SaveButton>
        }
      >
        {t("campaign.draftText")}
      </PageHead>
      {save.error instanceof Problem && save.error.status === 409 && campaign ? (
        <SavedMeanwhile
          campaign={campaign}
          drawing={drawing}
          onKeepMine={(at) => {
            setRevision(at);
            send(at);
          }}
          onTakeTheirs={(stored) => {
            setRevision(stored.revision);
            save.reset();
            drawing.reset(stored.name, stored.draft);
          }}
        />
      ) : save.error ? (
        <ErrorState error={save.error} what={t("problem.notSaved")} />
      ) : null}
      <Work drawing={drawing} kinds={kinds} campaign={campaign} />
      <LeaveDialog leaving={leaving} kept />
    </>
  );
}

interface MeanwhileProps {
  campaign: CampaignOut;
  drawing: Drawing;
  onKeepMine: (revision: number) => void;
  onTakeTheirs: (stored: CampaignOut) => void;
}

/** Somebody else has saved it: what they did is named, and nothing of what is drawn here is lost. */
function SavedMeanwhile({ campaign, drawing, onKeepMine, onTakeTheirs }: MeanwhileProps) {
  const { t } = useTranslation();
  const { data: stored } = useCampaignNow(campaign.id);
  const theirs = stored?.draft.nodes.length ?? 0;
  return (
    <Box mb="md">
      <Meanwhile
        title={t("campaign.meanwhile")}
        text={t("campaign.meanwhileText", {
          name: stored?.name ?? campaign.name,
          theirs,
          mine: drawing.draft.nodes.length,
        })}
        choices={
          stored
            ? {
                mine: { label: t("campaign.keepMine"), onChoose: () => onKeepMine(stored.revision) },
                theirs: { label: t("campaign.takeTheirs"), onChoose: () => onTakeTheirs(stored) },
              }
            : null
        }
        aside={
          <Anchor size="sm" href={campaignPath(campaign.id)} target="_blank" rel="noreferrer">
            {t("campaign.lookAtTheirs")}
          </Anchor>
        }
      />
    </Box>
  );
}

type View = "canvas" | "outline";

function Work({ drawing, kinds, campaign }: { drawing: Drawing; kinds: Kinds; campaign: CampaignOut | null }) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery("(max-width: 768px)", false, { getInitialValueInEffect: false });
  const [view, setView] = useState<View>(isPhone ? "outline" : "canvas");
  const [adding, setAdding] = useState<From | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const [tab, setTab] = useState<string | null>("step");
  const tabs = useTabInView(tab ?? "");
  const { draft, branchesOf, apply, chosen } = drawing;
  const choose = (id: string | null) => {
    drawing.choose(id);
    if (id) setTab("step");
  };
  const put = (from: From, step: Step) => {
    const [next, id] = insert(draft, from, step, branchesOf);
    apply(next);
    choose(id);
    setAdding(null);
    setAdded(id);
  };
  const begin = (info: KindInfo): Step => ({ kind: info.kind, ...startOf(info.schema), ...branchesToBegin(info, t) });
  const afterChosen = (): From => {
    const node = nodeOf(draft, chosen);
    const [first] = node ? branchesOf(node.step) : [];
    if (node && first !== undefined) return { node: node.id, branch: first };
    return lastOpen(draft, branchesOf) ?? START;
  };
  const take = (id: string) => {
    apply(remove(draft, id, branchesOf));
    drawing.choose(null);
  };
  // what was copied in this page, for browsers that don't let pages read the clipboard
  const kept = useRef("");
  const copy = async (id: string) => {
    const node = nodeOf(draft, id);
    if (!node) return;
    kept.current = copied(node);
    await navigator.clipboard?.writeText(kept.current).catch(() => undefined);
    notifications.show({ message: t("campaign.copied") });
  };
  const paste = async () => {
    const found = await navigator.clipboard?.readText().catch(() => null);
    const step = pasted(found ?? kept.current);
    if (step) put(afterChosen(), step);
  };
  useHotkeys([
    ["mod+Z", drawing.undo],
    ["mod+shift+Z", drawing.redo],
    ["mod+Y", drawing.redo],
    ["mod+C", () => chosen && !window.getSelection()?.toString() && void copy(chosen)],
    ["mod+V", () => void paste()],
  ]);
  const seen: Seen = {
    draft,
    kinds,
    branchesOf,
    reading: drawing.reading.data,
    counts: undefined,
    chosen,
    choose,
    lit: null,
    isFresh: drawing.isFresh,
    add: setAdding,
  };
  const toBegin = drawing.isFresh && !draft.trigger;
  const errors = drawing.reading.data?.errors ?? [];
  const doubts = drawing.reading.data?.warnings ?? [];
  return (
    <SeenContext value={seen}>
      <Group mb="sm" gap="sm" align="flex-end">
        <TextInput
          flex={1}
          miw={200}
          maw={420}
          label={t("campaign.name")}
          maxLength={200}
          data-field="/name"
          value={drawing.name}
          onChange={(event) => drawing.setName(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={t("campaign.view")}
          data={[
            { value: "canvas", label: t("campaign.canvas") },
            { value: "outline", label: t("campaign.outline") },
          ]}
          value={view}
          onChange={(next) => {
            setAdded(null); // whoever only looks at it otherwise stays where they are
            setView(next as View);
          }}
        />
        <Group gap={4}>
          <Undo
            label={t("editor.undo")}
            disabled={!drawing.canUndo}
            onClick={drawing.undo}
            icon={<IconArrowBackUp size={18} stroke={1.5} />}
          />
          <Undo
            label={t("editor.redo")}
            disabled={!drawing.canRedo}
            onClick={drawing.redo}
            icon={<IconArrowForwardUp size={18} stroke={1.5} />}
          />
        </Group>
        {/* On a phone a line of its own, which is kept while the server reads. */}
        <Standing drawing={drawing} />
      </Group>
      <div className={classes.layout}>
        <Palette kinds={kinds} onPick={(info) => put(afterChosen(), begin(info))} />
        <div className={classes.middle}>
          {view === "canvas" ? (
            <Canvas
              onConnect={(from, to) => apply(connect(draft, from, to))}
              onDrop={(kind, at) => {
                const info = kinds.step?.find((one) => one.kind === kind);
                if (info) put(at, begin(info));
              }}
              onRemove={take}
            />
          ) : (
            <Paper p="xs" style={{ overflowY: "auto" }}>
              <Outline
                added={added}
                onRemove={take}
                onMove={(id, down) => apply((down ? moveDown : moveUp)(draft, id, branchesOf))}
                onOpen={() =>
                  requestAnimationFrame(() =>
                    document.querySelector<HTMLElement>("[data-step-panel] :is(input, button)")?.focus(),
                  )
                }
              />
              {!isPhone && (
                <Text size="xs" c="dimmed" mt="sm">
                  {t("campaign.outlineKeys")}
                </Text>
              )}
            </Paper>
          )}
        </div>
        <Paper p="md" data-step-panel>
          <Tabs value={tab} onChange={setTab} keepMounted={false}>
            <Tabs.List mb="md" ref={tabs} className={`tabs-line ${classes.tabs}`}>
              <Tabs.Tab value="step">{t(chosen === TRIGGER ? "campaign.triggerTitle" : "campaign.stepTitle")}</Tabs.Tab>
              <Tabs.Tab value="settings">{t("campaign.settings.title")}</Tabs.Tab>
              {errors.length + doubts.length > 0 && !toBegin && (
                <Tabs.Tab value="errors">
                  {errors.length === 0
                    ? t("campaign.doubts", { number: doubts.length })
                    : drawing.isFresh
                      ? t("campaign.toDoTab", { number: errors.length })
                      : t("campaign.errors", { count: errors.length })}
                </Tabs.Tab>
              )}
            </Tabs.List>
            <Tabs.Panel value="step">
              <StepPanel drawing={drawing} kinds={kinds} onRemove={take} onCopy={copy} />
            </Tabs.Panel>
            <Tabs.Panel value="settings">
              <SettingsPanel drawing={drawing} />
            </Tabs.Panel>
            <Tabs.Panel value="errors">
              <Faults drawing={drawing} onChoose={choose} onSettings={() => setTab("settings")} />
            </Tabs.Panel>
          </Tabs>
        </Paper>
      </div>
      <PickStep
        from={adding}
        kinds={kinds}
        onPick={(info) => adding && put(adding, begin(info))}
        onLead={(to) => {
          if (adding) apply(connect(draft, adding, to));
          setAdding(null);
        }}
        onClose={() => setAdding(null)}
      />
      {campaign && drawing.restored && <Restored drawing={drawing} campaign={campaign} />}
    </SeenContext>
  );
}

/** What a step whose arguments name its branches begins with, so that what comes after it stays connected. */
function branchesToBegin(info: KindInfo, t: TFunction): Step {
  if (info.kind === "split") return info.example as Step;
  if (info.kind === "first_fit") return { fits: [{ name: t("campaign.branchOf", { count: 1 }) }] };
  return {};
}

function Undo({ label, icon, ...rest }: { label: string; icon: ReactNode; disabled: boolean; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={36} aria-label={label} {...rest}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** What was drawn before this page was loaded is there again; what is stored is a press away. */
function Restored({ drawing, campaign }: { drawing: Drawing; campaign: CampaignOut }) {
  const { t } = useTranslation();
  if (!drawing.isChanged) return null;
  return (
    <Text size="xs" c="dimmed" mt="xs">
      {t("campaign.restored")}{" "}
      <Anchor component="button" type="button" size="xs" onClick={() => drawing.reset(campaign.name, campaign.draft)}>
        {t("campaign.dropDraft")}
      </Anchor>
    </Text>
  );
}

/** The first branch that leads nowhere, so that steps that are clicked come one after the other. */
function lastOpen(draft: Draft, branchesOf: Drawing["branchesOf"]): From | null {
  if (draft.first === null) return START;
  for (const node of draft.nodes) {
    for (const branch of branchesOf(node.step)) {
      if (node.next[branch] === undefined) return { node: node.id, branch };
    }
  }
  return null;
}
