/** What was refused of an import or is to be known of what was taken, with line, field and reason; the rows as they came, to be mended and sent again. */
import { Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { askFile } from "../../api/client";
import { useMutationOnce } from "../../api/once";
import { usePages } from "../../api/queries";
import type { Import, Reject } from "../../api/types";
import { capital } from "../../condition/words";
import { download } from "../../parts/csv";
import { type Column, DataTable } from "../../parts/DataTable";
import { Num, useFormats } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { EmptyState, ErrorState } from "../../parts/states";
import { isPlain } from "./mapping";

export function RejectsPanel({ of: one, onClose }: { of: Import | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel
      open={one !== null}
      onClose={onClose}
      title={one && one.refused === 0 ? one.name : t("imports.refusedOf", { name: one?.name })}
      size={620}
    >
      {one && one.refused > 0 && <Rejects of={one} />}
      {one && one.remarked > 0 && <Remarks of={one} />}
    </SidePanel>
  );
}

/** What was refused of an import. */
export function Rejects({ of: one }: { of: Pick<Import, "id" | "name"> }) {
  const { t } = useTranslation();
  const path = `/v1/imports/${encodeURIComponent(one.id)}/rejects`;
  const pages = usePages<Reject>(["imports", one.id, "rejects"], path);
  const save = useMutationOnce({
    mutationFn: () => askFile(`${path}/export`),
    onSuccess: (file) => download(file.name, file),
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
          {t("imports.fetchRefused")}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t(isPlain(one.name) ? "imports.mendLines" : "imports.mend")}
      </Text>
      {save.error && <ErrorState error={save.error} what={t("problem.notLoaded")} />}
      <RejectTable pages={pages} label={t("imports.fetchRefused")} />
    </Stack>
  );
}

/** What is to be known of rows that were taken all the same. */
export function Remarks({ of: one }: { of: Pick<Import, "id" | "remarked"> }) {
  const path = `/v1/imports/${encodeURIComponent(one.id)}/remarks`;
  return <RemarksTold pages={usePages<Reject>(["imports", one.id, "remarks"], path)} count={one.remarked} />;
}

export function RemarksTold({ pages, count }: { pages: RejectPages; count: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <Stack gap="xs" mt="md">
      <Text size="sm">{t("imports.remarked", { count, number: format.number(count) })}</Text>
      <RejectTable pages={pages} label={t("imports.remarksOf")} />
    </Stack>
  );
}

type RejectPages = Parameters<typeof DataTable<Reject>>[0]["pages"];

export function RejectTable({ pages, label }: { pages: RejectPages; label: string }) {
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
            {capital(reject.reason)}
          </Text>
        ),
      },
    ],
    [t],
  );
  return (
    <DataTable
      label={label}
      pages={pages}
      columns={columns}
      rowKey={(reject) => `${reject.line} ${reject.field} ${reject.code}`}
      empty={<EmptyState title={t("imports.noneRefused")} />}
    />
  );
}
