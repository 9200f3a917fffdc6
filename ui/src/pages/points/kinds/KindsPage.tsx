/** The kinds of points that the shop has: which can be spent, how long they last, and which are archived. */
import { Anchor, Button, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed, usePointsKinds } from "../../../api/queries";
import type { PointsKindOut } from "../../../api/schema";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { type Column, DataTable } from "../../../parts/DataTable";
import { useKindName } from "../../../parts/kindName";
import { PageHead } from "../../../parts/PageHead";
import { StateDot } from "../../../parts/StateDot";
import { useMay } from "../../../shell/SessionGate";
import { KindDialog } from "./KindDialog";

export function Component() {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const kinds = usePointsKinds();
  const [written, setWritten] = useState<PointsKindOut | "new" | null>(null);
  const [archived, setArchived] = useState<PointsKindOut | null>(null);
  const columns = useColumns(may ? { change: setWritten, archive: setArchived } : null);
  return (
    <>
      <PageHead
        title={t("kinds.title")}
        back={{ to: "/points/programme", label: t("programme.settings") }}
        actions={
          may && (
            <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setWritten("new")}>
              {t("kinds.new")}
            </Button>
          )
        }
      >
        {t("kinds.text")}
      </PageHead>
      <DataTable
        label={t("kinds.title")}
        pages={{ ...kinds, rows: kinds.data }}
        columns={columns}
        rowKey={(kind) => kind.id}
        empty={null}
      />
      {written && (
        <KindDialog
          key={written === "new" ? "" : written.id}
          kind={written === "new" ? null : written}
          onClose={() => setWritten(null)}
        />
      )}
      {archived && <Archive kind={archived} onClose={() => setArchived(null)} />}
    </>
  );
}

interface Deeds {
  change: (kind: PointsKindOut) => void;
  archive: (kind: PointsKindOut) => void;
}

function useColumns(deeds: Deeds | null): Column<PointsKindOut>[] {
  const { t } = useTranslation();
  const kindName = useKindName();
  return [
    {
      id: "name",
      header: t("kinds.kind"),
      cell: (kind) => (
        <>
          {deeds && kind.archived_at === null ? (
            <Anchor component="button" type="button" onClick={() => deeds.change(kind)}>
              {kindName(kind)}
            </Anchor>
          ) : (
            kindName(kind)
          )}
          <Text size="xs" c="dimmed">
            {kind.id}
          </Text>
        </>
      ),
    },
    { id: "what", header: t("kinds.what"), cell: (kind) => t(kind.spendable ? "kinds.spent" : "kinds.collected") },
    {
      id: "state",
      header: t("kinds.state"),
      cell: (kind) => {
        const state = kind.archived_at !== null ? "archived" : kind.active ? "on" : "off";
        return <StateDot tone={state === "on" ? "good" : "off"} label={t(`kinds.is.${state}`)} />;
      },
      width: 150,
    },
    {
      id: "archive",
      header: "",
      cell: (kind) =>
        deeds &&
        !kind.first &&
        kind.archived_at === null && (
          <Anchor component="button" type="button" size="sm" onClick={() => deeds.archive(kind)}>
            {t("kinds.archive")}
          </Anchor>
        ),
      width: 130,
    },
  ];
}

function Archive({ kind, onClose }: { kind: PointsKindOut; onClose: () => void }) {
  const { t } = useTranslation();
  const kindName = useKindName();
  const archive = useDeed<Record<string, never>, PointsKindOut>({
    path: `/v1/points/kinds/${encodeURIComponent(kind.id)}/archive`,
    touches: [["points-kinds"], ["programme"], ["vocabulary"]],
  });
  const done = () => {
    notifications.show({ message: t("kinds.archived", { name: kindName(kind) }) });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("kinds.archiveTitle", { name: kindName(kind) })}
      confirm={t("kinds.archive")}
      danger
      busy={archive.isPending}
      error={archive.error}
      onConfirm={() => archive.mutate({}, { onSuccess: done })}
      onCancel={onClose}
    >
      {t("kinds.archiveText")}
    </ConfirmDialog>
  );
}
