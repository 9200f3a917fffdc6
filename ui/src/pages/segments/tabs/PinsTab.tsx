/** Who is in a segment or out of it by somebody's word, and how to pin and unpin. */

import { Anchor, Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPin } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed, usePages } from "../../../api/queries";
import type { PinOut } from "../../../api/schema";
import { saidActor } from "../../../parts/actor";
import { type Column, DataTable } from "../../../parts/DataTable";
import { When } from "../../../parts/Formats";
import { StateDot } from "../../../parts/StateDot";
import { EmptyState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { CustomerCell, customerPath, shortNameOf } from "../../customers/columns";
import { PinPanel } from "./PinPanel";
import { touchedByPins } from "./pinning";
import type { SegmentTabProps } from "./tabs";

export function PinsTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const may = useMay("segments:write") && segment?.state !== "archived";
  const [adding, setAdding] = useState(false);
  const pages = usePages<PinOut>(["segment", id, "pins"], `/v1/segments/${encodeURIComponent(id)}/pins`);
  const unpin = useUnpin(id);
  const columns = useColumns(may ? unpin : null);
  const pin = (
    <Button leftSection={<IconPin size={18} stroke={1.5} />} variant="default" onClick={() => setAdding(true)}>
      {t("pins.pin")}
    </Button>
  );
  const isEmpty = pages.rows?.length === 0;
  return (
    <>
      {!isEmpty && (
        <Group justify="space-between" mb="sm" gap="sm">
          <Text size="sm" c="dimmed">
            {t("pins.text")}
          </Text>
          {may && pin}
        </Group>
      )}
      <DataTable
        label={t("pins.title")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => customerPath(row.id)}
        empty={
          <EmptyState icon={<IconPin size={32} stroke={1.2} />} title={t("pins.none")} action={may ? pin : null}>
            {t("pins.noneText")} {t("pins.text")}
          </EmptyState>
        }
      />
      <PinPanel segmentId={id} open={adding} onClose={() => setAdding(false)} />
    </>
  );
}

/** Lets the condition decide again, and offers to take that back. */
function useUnpin(id: string): (pin: PinOut) => void {
  const { t } = useTranslation();
  const path = (pin: PinOut) => `/v1/segments/${encodeURIComponent(id)}/pins/id:${encodeURIComponent(pin.id)}`;
  const touches = touchedByPins(id);
  const again = useDeed<{ pin: PinOut; pinned: PinOut["pinned"] }, unknown>({
    path: ({ pin }) => path(pin),
    method: "PUT",
    touches,
    send: ({ pinned }) => ({ pinned }),
  });
  const unpin = useDeed<PinOut, unknown>({ path, method: "DELETE", touches });
  return (pin) =>
    unpin.mutate(pin, {
      onSuccess: () => {
        const shown = `unpinned-${pin.id}`;
        const undo = () => {
          notifications.hide(shown);
          again.mutate({ pin, pinned: pin.pinned });
        };
        notifications.show({
          id: shown,
          message: (
            <>
              {t("pins.unpinned", { name: shortNameOf(pin) })}{" "}
              <Anchor component="button" type="button" size="sm" onClick={undo}>
                {t("pins.undo")}
              </Anchor>
            </>
          ),
        });
      },
      onError: (error) => notifications.show({ color: "red", title: t("problem.notDone"), message: error.message }),
    });
}

function useColumns(unpin: ((pin: PinOut) => void) | null): Column<PinOut>[] {
  const { t } = useTranslation();
  return useMemo<Column<PinOut>[]>(
    () => [
      { id: "name", header: t("customers.name"), cell: (row) => <CustomerCell customer={row} t={t} /> },
      {
        id: "pinned",
        header: t("pins.how"),
        cell: (row) => <StateDot tone={row.pinned === "in" ? "good" : "off"} label={t(`pins.${row.pinned}`)} />,
        width: 150,
      },
      {
        id: "by",
        header: t("pins.by"),
        cell: (row) => <span className="break">{saidActor(t, row.pinned_by, row.pinned_by_name)}</span>,
        wide: true,
      },
      {
        id: "since",
        header: t("pins.since"),
        cell: (row) => <When value={row.pinned_at} />,
        numeric: true,
        wide: true,
      },
      {
        id: "unpin",
        header: "",
        cell: (row) =>
          unpin && (
            <Anchor component="button" type="button" size="sm" onClick={() => unpin(row)}>
              {t("pins.unpin")}
            </Anchor>
          ),
        numeric: true,
        width: 80,
      },
    ],
    [t, unpin],
  );
}
