/** One message: how it went, the mail as it was sent, its headers, and what would keep mail from the customer now. */
import { Code, Group, Paper, SegmentedControl, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailOut } from "../../../api/schema";
import { When } from "../../../parts/Formats";
import { SidePanel } from "../../../parts/SidePanel";
import { ErrorState, Lines } from "../../../parts/states";
import { MailFrame } from "../templates/editor/MailFrame";
import classes from "./MessagePanel.module.css";
import { MessageState } from "./MessageState";
import { awaited, type Message, useMail, useMessage } from "./reading";
import { Standing } from "./Standing";
import { Unclear } from "./Unclear";

export function MessagePanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel open={id !== null} onClose={onClose} title={t("outbox.one")} size={720}>
      {id !== null && <Whole id={id} />}
    </SidePanel>
  );
}

function Whole({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: one, error, refetch } = useMessage(id);
  const mail = useMail(id, one?.in_mailbox === true);
  if (error && !one) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (!one) return <Lines />;
  return (
    <Stack>
      <div>
        <Text fw={500} className="break">
          {one.subject || t(one.state === "blocked" ? "outbox.neverWritten" : "outbox.noSubject")}
        </Text>
        <Text size="sm" c="dimmed" className="break">
          {one.address ?? "–"}
        </Text>
      </div>
      <Group gap="lg">
        <MessageState of={one} />
        {one.reason && <Text size="sm">{t(`outbox.whyText.${one.reason}`)}</Text>}
        {one.waits_for && <Text size="sm">{t(`outbox.waitsForText.${awaited(one.waits_for, one.source)}`)}</Text>}
      </Group>
      {one.state === "unknown" && <Unclear of={{ message: one.id }} count={1} />}
      {one.answer && <Code className="break">{one.answer}</Code>}
      <Times of={one} />
      {mail.data && <Mail of={mail.data} />}
      {(mail.isError || (one.sent_at && !one.in_mailbox)) && (
        <Text size="sm" c="dimmed">
          {t("outbox.notKept")}
        </Text>
      )}
      {one.customer && !one.is_test && (
        <>
          <Title order={3}>{t("outbox.now")}</Title>
          <Standing customer={one.customer.id} />
        </>
      )}
    </Stack>
  );
}

const TIMES = [
  "queued_at",
  "sent_at",
  "opened_at",
  "machine_opened_at",
  "clicked_at",
  "left_at",
  "complained_at",
  "due_at",
] as const;

function Times({ of }: { of: Message }) {
  const { t } = useTranslation();
  return (
    <Table withRowBorders={false} verticalSpacing={2} horizontalSpacing={0}>
      <Table.Tbody>
        {TIMES.filter((name) => of[name] && !(name === "due_at" && of.waits_for === "server")).map((name) => (
          <Table.Tr key={name}>
            <Table.Td c="dimmed" w={200}>
              {t(`outbox.time.${name === "due_at" && of.waits_for ? "waits_until" : name}`)}
            </Table.Td>
            <Table.Td>
              <When value={of[name]} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Mail({ of: mail }: { of: MailOut }) {
  const { t } = useTranslation();
  const views = (["html", "text", "headers"] as const).filter((one) => one === "headers" || mail[one]);
  const [view, setView] = useState<string>(views[0] ?? "headers");
  return (
    <Stack gap="xs">
      <SegmentedControl
        value={view}
        onChange={setView}
        data={views.map((value) => ({ value, label: t(`outbox.view.${value}`) }))}
        aria-label={t("outbox.shown")}
      />
      <Paper withBorder className={classes.mail}>
        {view === "html" && mail.html && <MailFrame html={mail.html} title={mail.subject} className={classes.frame} />}
        {view === "text" && <pre className={classes.text}>{mail.text}</pre>}
        {view === "headers" && (
          <pre className={classes.text}>
            {mail.headers.map(([name, value]) => `${String(name)}: ${String(value)}`).join("\n")}
          </pre>
        )}
      </Paper>
    </Stack>
  );
}
