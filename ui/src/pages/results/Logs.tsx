/** Row by row: what is yet to be sent, was sent, was bought because of it, and wasn't sent and why; of a period of days. */
import { Group, SegmentedControl, Text, Title } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { IconCalendar } from "@tabler/icons-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { ConversionOut, LoggedMessageOut } from "../../api/schema";
import { Localized } from "../../condition/DateInputs";
import { localDay } from "../../format/days";
import { type Column, DataTable } from "../../parts/DataTable";
import { Money, useFormats, When } from "../../parts/Formats";
import { EmptyState } from "../../parts/states";
import { MessagePanel } from "../messages/log/MessagePanel";
import { MessageState } from "../messages/log/MessageState";
import { Who } from "../messages/log/Who";
import { type Measured, resultsKey, resultsRoute, useResults } from "./reading";

const WHAT = ["sent", "pending", "conversions", "blocked"] as const;
type What = (typeof WHAT)[number];

export function Logs({ of }: { of: Measured }) {
  const { t } = useTranslation();
  const { zone, zoneName } = useFormats();
  const [what, setWhat] = useState<What>("sent");
  const [days, setDays] = useState<[string | null, string | null]>([null, null]);
  const [open, setOpen] = useState<string | null>(null);
  const period = days[0] && days[1] ? { from: days[0], to: days[1] } : { from: null, to: null };
  return (
    <div>
      <Group justify="space-between" align="flex-end" mb="sm" gap="sm">
        <Title order={2}>{t("results.rowByRow")}</Title>
        <Group gap="sm" align="flex-end" maw="100%" className="not-printed">
          <Localized>
            <DatePickerInput
              type="range"
              w={{ base: "100%", xs: "auto" }}
              miw={{ xs: 260 }}
              label={`${t("reports.days")} (${zoneName})`}
              placeholder={t("results.allTime")}
              leftSection={<IconCalendar size={18} stroke={1.5} />}
              valueFormat="D MMM YYYY"
              maxDate={localDay(new Date(), zone)}
              allowSingleDateInRange
              clearable
              clearButtonProps={{ "aria-label": t("action.clear") }}
              value={days}
              onChange={setDays}
            />
          </Localized>
          <SegmentedControl
            maw="100%"
            style={{ overflowX: "auto" }}
            aria-label={t("results.rowByRow")}
            data={WHAT.map((one) => ({ value: one, label: t(`results.log.${one}`) }))}
            value={what}
            onChange={(next) => setWhat(next as What)}
          />
        </Group>
      </Group>
      {what === "conversions" ? (
        <Conversions of={of} period={period} onOpen={setOpen} />
      ) : (
        <Mails of={of} what={what} period={period} onOpen={setOpen} />
      )}
      <MessagePanel id={open} onClose={() => setOpen(null)} />
    </div>
  );
}

interface LogProps {
  of: Measured;
  period: { from: string | null; to: string | null };
  onOpen: (message: string) => void;
}

const TIMES = { sent: "sent_at", pending: "queued_at", blocked: "settled_at" } as const;

function Mails({ of, what, period, onOpen }: LogProps & { what: keyof typeof TIMES }) {
  const { t } = useTranslation();
  const said = useNodeSaid(of);
  const pages = usePages<LoggedMessageOut>(
    [...resultsKey(of), "messages"],
    resultsRoute(of, "messages"),
    { what, ...period },
    // Between two batches nothing is pending, and the next may go at any time.
    { refetchInterval: () => 10_000 },
  );
  const columns = useMemo<Column<LoggedMessageOut>[]>(
    () => [
      {
        id: "who",
        header: t("outbox.to"),
        cell: (one) => <Who customer={one.customer} address={one.address} />,
      },
      {
        id: "node",
        header: t(`results.node.${of.source}`),
        cell: (one) => said(one.node, one.subject),
        below: "who",
      },
      ...(what === "blocked"
        ? [
            {
              id: "why",
              header: t("outbox.reason"),
              cell: (one: LoggedMessageOut) => (one.reason ? t(`outbox.why.${one.reason}`) : "–"),
            },
          ]
        : [
            {
              id: "state",
              header: t("outbox.state"),
              cell: (one: LoggedMessageOut) => <MessageState of={one} />,
            },
          ]),
      { id: "at", header: t("outbox.at"), cell: (one) => <When value={one[TIMES[what]]} />, below: "who", width: 200 },
    ],
    [t, of, what, said],
  );
  return (
    <DataTable
      label={t(`results.log.${what}`)}
      pages={pages}
      columns={columns}
      rowKey={(one) => one.id}
      onRow={(one) => onOpen(one.id)}
      empty={<Nothing what={what} />}
    />
  );
}

function Conversions({ of, period, onOpen }: LogProps) {
  const { t } = useTranslation();
  const said = useNodeSaid(of);
  const pages = usePages<ConversionOut>([...resultsKey(of), "conversions"], resultsRoute(of, "conversions"), period);
  const columns = useMemo<Column<ConversionOut>[]>(
    () => [
      { id: "order", header: t("results.order"), cell: (one) => <span className="break">{one.order ?? "–"}</span> },
      { id: "who", header: t("customers.one"), cell: (one) => <Who customer={one.customer} />, below: "order" },
      {
        id: "node",
        header: t(`results.node.${of.source}`),
        cell: (one) => said(one.node),
        wide: true,
      },
      { id: "placed", header: t("results.placedAt"), cell: (one) => <When value={one.placed_at} />, below: "order" },
      { id: "touched", header: t("results.touchedAt"), cell: (one) => <When value={one.touched_at} />, wide: true },
      { id: "revenue", header: t("results.revenue"), cell: (one) => <Money value={one.revenue} />, numeric: true },
    ],
    [t, of, said],
  );
  return (
    <DataTable
      label={t("results.log.conversions")}
      pages={pages}
      columns={columns}
      rowKey={(one) => `${one.message} ${one.order} ${one.placed_at}`}
      onRow={(one) => onOpen(one.message)}
      empty={<Nothing what="conversions" />}
    />
  );
}

/** Which step or rule sent something; of a newsletter the subject, and which of those that are compared it is. */
function useNodeSaid(of: Measured): (node: string | null, subject?: string | null) => ReactNode {
  const { t } = useTranslation();
  const { data } = useResults(of);
  return useCallback(
    (node, subject) => {
      if (!node) return subject || "–";
      if (of.source !== "newsletter") return of.nameOf(node) ?? node;
      const one = data?.nodes.find((each) => each.node === node);
      const isCompared = (data?.nodes.length ?? 0) > 1;
      return (
        <>
          <span className="break">{subject || one?.name || t("results.unnamed")}</span>{" "}
          {isCompared && (
            <Text component="span" size="xs" c="dimmed">
              {node}
            </Text>
          )}
        </>
      );
    },
    [of, data, t],
  );
}

function Nothing({ what }: { what: What }) {
  const { t } = useTranslation();
  return <EmptyState title={t(`results.logEmpty.${what}`)} />;
}
