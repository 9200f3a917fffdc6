/** Who changed what, newest first. */
import { Anchor, Code, Stack, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/queries";
import type { AuditEntry } from "../../api/types";
import { capital } from "../../condition/words";
import { saidActor } from "../../parts/actor";
import { type Column, DataTable } from "../../parts/DataTable";
import { When } from "../../parts/Formats";
import { SidePanel } from "../../parts/SidePanel";
import { EmptyState } from "../../parts/states";
import { placeOf } from "./subject";
import { TabHead } from "./TabHead";

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
        cell: (entry) => <span className="break">{saidActor(t, entry.actor, entry.actor_name)}</span>,
        below: "at",
        width: 180,
      },
      { id: "action", header: t("audit.action"), cell: (entry) => didOf(t, entry.action) },
      { id: "subject", header: t("audit.subject"), cell: (entry) => <Subject of={entry} />, below: "action" },
    ],
    [t],
  );
  return (
    <Stack>
      <TabHead>{t("audit.text")}</TabHead>
      <DataTable
        label={t("settings.audit")}
        pages={pages}
        columns={columns}
        rowKey={(entry) => entry.id}
        onRow={setOpen}
        empty={<EmptyState icon={<IconHistory size={32} stroke={1.2} />} title={t("audit.none")} />}
      />
      <SidePanel open={open !== null} onClose={() => setOpen(null)} title={open && didOf(t, open.action)}>
        {open && (
          <Stack gap="xs">
            <Text size="sm">
              {saidActor(t, open.actor, open.actor_name)} ({open.actor}) · <Subject of={open} />
            </Text>
            <Text size="xs" c="dimmed">
              <When value={open.at} />
            </Text>
            <Code block>{JSON.stringify(open.details, null, 2)}</Code>
          </Stack>
        )}
      </SidePanel>
    </Stack>
  );
}

/** What was done in the reader's language; a deed that the catalogue doesn't know keeps the server's words. */
function didOf(t: TFunction, action: string): string {
  return t(`audit.did.${action}` as "audit.did.segment.changed", {
    defaultValue: capital(action.replaceAll(/[._]/g, " ")),
  });
}

const ONE_OF_ITS_KIND = ["programme", "shop", "promotion_policy", "campaign_policy", "mail-settings"];

/** What was changed: its kind and name, with a link where there is a page of it. */
function Subject({ of: { subject, subject_name: name } }: { of: AuditEntry }) {
  const { t } = useTranslation();
  const { kind, id, to } = placeOf(subject, name !== null);
  const word = kind && t(`audit.kind.${kind}`);
  const shown = kind && ONE_OF_ITS_KIND.includes(kind) && word ? word : (name ?? id);
  return (
    <span className="break">
      {word && shown !== word ? `${word} ` : ""}
      {to ? (
        <Anchor component={Link} to={to} size="sm" underline="always">
          {shown}
        </Anchor>
      ) : (
        shown
      )}
    </span>
  );
}
