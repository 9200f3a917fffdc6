/** Who changed what, newest first. */
import { Code, Stack, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { AuditEntry } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { When } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { EmptyState } from "../../parts/states";

export function Component() {
  const { t } = useTranslation();
  const pages = usePages<AuditEntry>(["audit"], "/v1/audit");
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const columns = useMemo<Column<AuditEntry>[]>(
    () => [
      { id: "at", header: t("audit.at"), cell: (entry) => <When value={entry.at} />, width: 200 },
      {
        id: "actor",
        header: t("audit.actor"),
        cell: (entry) => <span className="break">{entry.actor_name ?? entry.actor}</span>,
        width: 180,
      },
      { id: "action", header: t("audit.action"), cell: (entry) => entry.action.replaceAll(/[._]/g, " ") },
      {
        id: "subject",
        header: t("audit.subject"),
        cell: (entry) => <span className="break">{entry.subject_name ?? entry.subject ?? "–"}</span>,
        wide: true,
      },
    ],
    [t],
  );
  return (
    <Stack>
      <Text c="dimmed">{t("audit.text")}</Text>
      <DataTable
        label={t("settings.audit")}
        pages={pages}
        columns={columns}
        rowKey={(entry) => entry.id}
        onRow={setOpen}
        empty={<EmptyState icon={<IconHistory size={32} stroke={1.2} />} title={t("audit.none")} />}
      />
      <SidePanel open={open !== null} onClose={() => setOpen(null)} title={open?.action.replaceAll(/[._]/g, " ")}>
        {open && (
          <Stack gap="xs">
            <Text size="sm">
              {called(open.actor_name, open.actor)} · {called(open.subject_name, open.subject)} ·{" "}
              <When value={open.at} />
            </Text>
            <Code block>{JSON.stringify(open.details, null, 2)}</Code>
          </Stack>
        )}
      </SidePanel>
    </Stack>
  );
}

/** A name, with the id that the books know it by. */
function called(name: string | null, id: string): string {
  return name ? `${name} (${id})` : id;
}
