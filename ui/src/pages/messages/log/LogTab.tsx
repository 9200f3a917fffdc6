/** What was sent to whom and what came of it, or why it wasn't; narrowed by the address of the page. */
import { Anchor, Button, Group, Select, Text } from "@mantine/core";
import { IconInbox, IconMail } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../../api/queries";
import { type Column, DataTable } from "../../../parts/DataTable";
import { When } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { MessagePanel } from "./MessagePanel";
import { MessageState } from "./MessageState";
import { type Message, REASONS, SOURCES, STATES, TONES } from "./reading";
import { Who } from "./Who";

interface Props {
  /** Only what was sent, to be read as in a mailbox. */
  mailbox?: boolean;
  /** Only what one customer was sent, or wasn't. */
  customer?: string;
}

const FILTERS = ["search", "source", "source_id", "state", "reason"] as const;

export function LogTab({ mailbox = false, customer }: Props) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const [open, setOpen] = useState<string | null>(null);
  const said = Object.fromEntries(FILTERS.map((name) => [name, read(name) || null]));
  const asked = { ...said, ...(mailbox ? { in_mailbox: "true", state: null, reason: null } : {}), customer };
  const pages = usePages<Message>(["messages"], "/v1/messages", asked, {
    refetchInterval: (rows) => (rows.some((one) => TONES[one.state] === "busy") ? 3_000 : 30_000),
  });
  const columns = useLogColumns(setOpen, mailbox, customer !== undefined);
  const isFiltered = FILTERS.some((name) => read(name));
  const clear = () => write(Object.fromEntries(FILTERS.map((name) => [name, null])));
  return (
    <>
      <Group gap="sm" mb="md">
        <SearchInput
          value={read("search")}
          onSearch={(search) => write({ search })}
          placeholder={t("outbox.searchHint")}
        />
        <Choice name="source" any={t("outbox.anySource")} label={t("outbox.source")} values={SOURCES} of="source" />
        {!mailbox && (
          <>
            <Choice name="state" any={t("outbox.anyState")} label={t("outbox.state")} values={STATES} of="stateOf" />
            <Choice name="reason" any={t("outbox.anyReason")} label={t("outbox.reason")} values={REASONS} of="why" />
          </>
        )}
        {isFiltered && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={clear}>
            {t("action.clearFilters")}
          </Button>
        )}
      </Group>
      <DataTable
        label={t(mailbox ? "mail.tab.mailbox" : "mail.tab.log")}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        onRow={(one) => setOpen(one.id)}
        empty={
          isFiltered ? (
            <EmptyState title={t("outbox.noneFound")} />
          ) : (
            <EmptyState
              icon={mailbox ? <IconInbox size={40} stroke={1.2} /> : <IconMail size={40} stroke={1.2} />}
              title={t("outbox.none")}
            >
              {t("outbox.noneText")}
            </EmptyState>
          )
        }
      />
      <MessagePanel id={open} onClose={() => setOpen(null)} />
    </>
  );
}

interface ChoiceProps {
  name: string;
  any: string;
  label: string;
  values: readonly string[];
  of: "source" | "stateOf" | "why";
}

function Choice({ name, any, label, values, of }: ChoiceProps) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const named = of === "source" ? "choice.message/source" : `outbox.${of}`;
  return (
    <Select
      clearable
      w={{ base: "100%", xs: 200 }}
      aria-label={label}
      placeholder={any}
      data={values.map((value) => ({ value, label: t(`${named}.${value}` as "outbox.none") }))}
      value={values.find((one) => one === read(name)) ?? null}
      onChange={(value) => write({ [name]: value })}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}

function useLogColumns(onOpen: (id: string) => void, mailbox: boolean, ofOne: boolean): Column<Message>[] {
  const { t } = useTranslation();
  return useMemo<Column<Message>[]>(
    () => [
      {
        id: "subject",
        header: t("outbox.subject"),
        cell: (one) => (
          <>
            <Anchor
              component="button"
              type="button"
              size="sm"
              ta="left"
              className="break"
              onClick={() => onOpen(one.id)}
            >
              {one.subject || t(one.state === "blocked" ? "outbox.neverWritten" : "outbox.noSubject")}
            </Anchor>
            <Text size="xs" c="dimmed" className="break">
              {[t(`choice.message/source.${one.source}`), one.source_name, one.is_test ? t("outbox.test") : null]
                .filter(Boolean)
                .join(" · ")}
            </Text>
          </>
        ),
      },
      ...(ofOne
        ? []
        : [
            {
              id: "to",
              header: t("outbox.to"),
              cell: (one: Message) => (
                <Who customer={one.is_test ? null : one.customer} address={one.address} tab="messages" />
              ),
              below: "subject",
            },
          ]),
      ...(mailbox ? [] : [stateColumn(t)]),
      {
        id: "at",
        header: t("outbox.at"),
        cell: (one) => <When value={one.sent_at ?? one.queued_at} />,
        below: "subject",
        width: 200,
      },
    ],
    [t, onOpen, mailbox, ofOne],
  );
}

function stateColumn(t: TFunction): Column<Message> {
  return {
    id: "state",
    header: t("outbox.state"),
    cell: (one) => <MessageState of={one} />,
    below: "subject",
    width: 230,
  };
}
