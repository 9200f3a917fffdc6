/** What was refused of an import, with line, field and reason; the rows as they came as CSV, to be mended and sent again. */
import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { askFile } from "../../api/client";
import { usePages } from "../../api/queries";
import type { Import, Reject } from "../../api/types";
import { download } from "../../parts/csv";
import { type Column, DataTable } from "../../parts/DataTable";
import { Num } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { EmptyState, ErrorState } from "../../parts/states";

export function RejectsPanel({ of: one, onClose }: { of: Import | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel open={one !== null} onClose={onClose} title={t("imports.refusedOf", { name: one?.name })} size={620}>
      {one && <Rejects of={one} />}
    </SidePanel>
  );
}

/** What was refused of an import. */
export function Rejects({ of: one }: { of: Pick<Import, "id" | "name"> }) {
  const { t } = useTranslation();
  const path = `/v1/imports/${encodeURIComponent(one.id)}/rejects`;
  const pages = usePages<Reject>(["imports", one.id, "rejects"], path);
  const save = useMutation({
    mutationFn: () => askFile(`${path}/export`),
    onSuccess: (file) => download(`${one.name}.rejects.csv`, file),
  });
  return (
    <Stack>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.5} />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t("imports.allRefused")}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t("imports.mend")}
      </Text>
      {save.error && <ErrorState error={save.error} what={t("problem.notLoaded")} />}
      <RejectTable pages={pages} />
    </Stack>
  );
}

type RejectPages = Parameters<typeof DataTable<Reject>>[0]["pages"];

export function RejectTable({ pages }: { pages: RejectPages }) {
  const { t } = useTranslation();
  const columns = useMemo<Column<Reject>[]>(
    () => [
      {
        id: "line",
        header: t("imports.faultLine"),
        cell: (reject) => <Num value={reject.line} />,
        numeric: true,
        width: 80,
      },
      {
        id: "field",
        header: t("imports.faultField"),
        cell: (reject) =>
          reject.field.replace(/^\/$/, "") ? <Code className="path">{reject.field}</Code> : t("imports.wholeLine"),
        below: "reason",
      },
      {
        id: "reason",
        header: t("imports.fault"),
        cell: (reject) => (
          <Text size="sm" className="break">
            {reject.reason}
          </Text>
        ),
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={t("imports.fetchRefused")}
      pages={pages}
      columns={columns}
      rowKey={(reject) => `${reject.line} ${reject.field} ${reject.code}`}
      empty={<EmptyState title={t("imports.noneRefused")} />}
    />
  );
}
