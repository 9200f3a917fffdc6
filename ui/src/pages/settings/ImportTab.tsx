/** Bringing data in from files: a new one at the top, those of before below, with what was refused of each. */
import { Anchor, Progress, Stack, Text, Title } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { Import } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Num, useFormats, When } from "../../parts/Formats";
import { StateDot } from "../../parts/StateDot";
import { EmptyState } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { NewImport } from "./NewImport";
import { RejectsPanel } from "./RejectsPanel";
import { TabHead } from "./TabHead";

export function Component() {
  const { t } = useTranslation();
  const may = useMay("imports:write");
  const [open, setOpen] = useState<Import | null>(null);
  const pages = usePages<Import>(
    ["imports"],
    "/v1/imports",
    {},
    {
      refetchInterval: (imports) => (imports.some((one) => one.state === "running") ? 2_000 : false),
    },
  );
  const columns = useColumns(setOpen);
  return (
    <Stack gap="lg">
      <TabHead>{t("imports.text")}</TabHead>
      {may && <NewImport />}
      <div>
        <Title order={2} mb="xs">
          {t("imports.list")}
        </Title>
        <DataTable
          label={t("imports.list")}
          pages={pages}
          columns={columns}
          rowKey={(one) => one.id}
          empty={
            <EmptyState icon={<IconFileUpload size={32} stroke={1.2} />} title={t("imports.none")}>
              {may ? t("imports.noneText") : null}
            </EmptyState>
          }
        />
      </div>
      <RejectsPanel of={open} onClose={() => setOpen(null)} />
    </Stack>
  );
}

function useColumns(onOpen: (one: Import) => void): Column<Import>[] {
  const { t } = useTranslation();
  const format = useFormats();
  return useMemo<Column<Import>[]>(
    () => [
      { id: "file", header: t("imports.file"), cell: (one) => <File of={one} onRemarks={onOpen} /> },
      {
        id: "state",
        header: t("segments.state"),
        cell: (one) => (
          <StateDot
            tone={one.state === "done" ? "good" : "busy"}
            label={one.state === "done" ? t("imports.done") : t("imports.running")}
          />
        ),
        wide: true,
        width: 120,
      },
      {
        id: "at",
        header: t("imports.startedAt"),
        cell: (one) => <When value={one.started_at} />,
        below: "file",
        width: 190,
      },
      {
        id: "accepted",
        header: t("imports.accepted"),
        cell: (one) => <Num value={one.accepted} />,
        numeric: true,
        width: 100,
      },
      {
        id: "repeated",
        header: t("imports.repeated"),
        cell: (one) => <Num value={one.repeated} />,
        numeric: true,
        wide: true,
        width: 120,
      },
      {
        id: "refused",
        header: t("imports.refused"),
        cell: (one) =>
          one.refused > 0 ? (
            <Anchor component="button" type="button" size="sm" underline="always" onClick={() => onOpen(one)}>
              {format.number(one.refused)}
            </Anchor>
          ) : (
            <Num value={0} />
          ),
        numeric: true,
        width: 100,
      },
    ],
    [t, format, onOpen],
  );
}

function File({ of: one, onRemarks }: { of: Import; onRemarks: (one: Import) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const share = one.size > 0 ? Math.min(1, one.place / one.size) : 1;
  return (
    <>
      <span className="name-line">{one.name}</span>
      {one.state !== "done" && (
        <>
          <Progress value={share * 100} size={6} my={4} maw={320} aria-label={one.name} transitionDuration={120} />
          <Text size="xs" c="dimmed">
            {t("imports.progress", { share: format.percent(share) })}
          </Text>
        </>
      )}
      {one.remarked > 0 && (
        <Anchor component="button" type="button" size="xs" display="block" ta="left" onClick={() => onRemarks(one)}>
          {t("imports.remarked", { count: one.remarked, number: format.number(one.remarked) })}
        </Anchor>
      )}
    </>
  );
}
