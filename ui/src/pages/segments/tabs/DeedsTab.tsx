/** What a segment did to those who came and went: the latest first, to whom, and taken back. */

import { Alert, Anchor, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconClockPause, IconListCheck } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed, usePages } from "../../../api/queries";
import type { DeedOut } from "../../../api/schema";
import type { Segment } from "../../../api/types";
import { saidActor } from "../../../parts/actor";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { type Column, DataTable } from "../../../parts/DataTable";
import { useFormats, When } from "../../../parts/Formats";
import { EmptyState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { actsAtAll, doneIn, isAnything, NO_ACTIONS, saidOf, saidOfDeed } from "../acts";
import { useWaiting, WaitingPanel } from "../WaitingPanel";
import { DeedCustomers } from "./DeedCustomers";
import type { SegmentTabProps } from "./tabs";

export function DeedsTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const [looked, setLooked] = useState<DeedOut | null>(null);
  const [undoing, setUndoing] = useState<DeedOut | null>(null);
  const pages = usePages<DeedOut>(["segment", id, "deeds"], `/v1/segments/${encodeURIComponent(id)}/deeds`);
  const columns = useColumns(setLooked, setUndoing);
  const acts = segment === undefined || actsAtAll(segment.actions ?? NO_ACTIONS);
  return (
    <>
      {segment?.actions?.cool_down && <Cooling segment={segment} />}
      <DataTable
        label={t("deeds.title")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        onRow={setLooked}
        empty={
          <EmptyState
            icon={<IconListCheck size={32} stroke={1.2} />}
            title={acts ? t("deeds.none") : t("deeds.noActions")}
          >
            {acts ? t("deeds.noneText") : t("deeds.noActionsText")}
          </EmptyState>
        }
      />
      <DeedCustomers segmentId={id} deed={looked} onClose={() => setLooked(null)} />
      <UndoDialog key={undoing?.id ?? "none"} segmentId={id} deed={undoing} onClose={() => setUndoing(null)} />
    </>
  );
}

/** How many wait for their cool-down to be over, and who. */
function Cooling({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormats();
  const may = useMay("customers:read");
  const [open, setOpen] = useState(false);
  const { counts } = useWaiting(segment.id, { awaits: "cool_down" }, may);
  if (!counts || counts.entered_cooling + counts.left_cooling === 0) return null;
  const said = { entered: format.number(counts.entered_cooling), left: format.number(counts.left_cooling) };
  return (
    <Alert variant="light" color="gray" mb="sm" role="status" icon={<IconClockPause size={18} stroke={1.5} />}>
      <Text size="sm" component="span">
        {t("deeds.cooling", said)}
      </Text>{" "}
      <Anchor component="button" type="button" size="sm" onClick={() => setOpen(true)}>
        {t("health.seeWho")}
      </Anchor>
      <WaitingPanel segment={segment} awaits="cool_down" open={open} onClose={() => setOpen(false)} />
    </Alert>
  );
}

function useColumns(look: (deed: DeedOut) => void, undo: (deed: DeedOut) => void): Column<DeedOut>[] {
  const { t } = useTranslation();
  const format = useFormats();
  const may = useMay("segments:write");
  return useMemo<Column<DeedOut>[]>(
    () => [
      { id: "at", header: t("deeds.at"), cell: (row) => <When value={row.at} />, width: 210, wide: true },
      {
        id: "what",
        header: t("deeds.what"),
        cell: (row) => (
          <>
            <Text size="sm" className="break">
              {saidOfDeed(row, t)}
            </Text>
            {row.undone_at && (
              <Text size="xs" c="dimmed">
                {t("deeds.undone", {
                  at: format.instant(row.undone_at),
                  name: saidActor(t, row.undone_by, row.undone_by_name),
                })}
              </Text>
            )}
            <Text size="xs" c="dimmed" className="narrow-only">
              {t(`deeds.kind.${whyOf(row)}`)} · {format.instant(row.at)}
            </Text>
          </>
        ),
      },
      { id: "kind", header: t("deeds.why"), cell: (row) => t(`deeds.kind.${whyOf(row)}`), width: 180, wide: true },
      {
        id: "size",
        header: t("deeds.size"),
        cell: (row) => (
          <Anchor component="button" type="button" size="sm" className="figures" onClick={() => look(row)}>
            {format.number(row.size)}
          </Anchor>
        ),
        numeric: true,
        width: 90,
      },
      {
        id: "undo",
        header: "",
        cell: (row) =>
          may && !row.undone_at && canUndo(row) ? (
            <Anchor component="button" type="button" size="sm" onClick={() => undo(row)}>
              {t("deeds.undo")}
            </Anchor>
          ) : null,
        numeric: true,
        width: 60,
      },
    ],
    [t, format, may, look, undo],
  );
}

/** Because they came or went; or the segment was archived, by which all left. */
const whyOf = (deed: DeedOut) => (deed.archived ? "archived" : deed.kind);

/** What can be taken back: a group that was let go of goes by who is in, and stays as it is. */
const undoneBy = (deed: DeedOut) => ({ ...doneIn(deed), ungroup: null });
const canUndo = (deed: DeedOut) => isAnything(undoneBy(deed));

interface UndoProps {
  segmentId: string;
  deed: DeedOut | null;
  onClose: () => void;
}

function UndoDialog({ segmentId, deed, onClose }: UndoProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const undo = useDeed<null, DeedOut>({
    path: `/v1/segments/${encodeURIComponent(segmentId)}/deeds/${encodeURIComponent(deed?.id ?? "")}/undo`,
    touches: [["segment", segmentId], ["segments"], ["customer"], ["values"]],
  });
  if (!deed) return null;
  const many = { count: deed.size, number: format.number(deed.size) };
  const done = () => {
    onClose();
    notifications.show({ message: t("deeds.undoneNow", many) });
  };
  return (
    <ConfirmDialog
      open
      title={t("deeds.undoTitle", many)}
      confirm={t("deeds.undoDo", many)}
      danger
      busy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate(null, { onSuccess: done })}
      onCancel={onClose}
    >
      <Stack gap="xs">
        <Text size="sm">{t("deeds.undoText", { what: saidOf(undoneBy(deed), t) })}</Text>
        {undoneBy(deed).add.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("deeds.undoShopsOwn")}
          </Text>
        )}
        {deed.kind === "left" && deed.actions.group && (
          <Text size="sm" c="dimmed">
            {t("deeds.undoLeft")}
          </Text>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
