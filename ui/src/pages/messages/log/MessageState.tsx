/** How far a message has come: its state, and below why it isn't sent, or not yet, or what its reader did. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";
import { StateDot } from "../../../parts/StateDot";
import { awaited, type Message, TONES } from "./reading";
import { ToMailSettings } from "./ToMailSettings";

export function MessageState({ of: one }: { of: Message }) {
  const { t } = useTranslation();
  const format = useFormats();
  const label = one.waits_for && one.state === "queued" ? t("outbox.waits") : t(`outbox.stateOf.${one.state}`);
  const until = one.due_at && format.instant(one.due_at);
  const away = one.waits_for === "server";
  const waits = one.waits_for && t(`outbox.waitsFor.${awaited(one.waits_for, one.source)}`);
  const below =
    (one.reason && one.state === "unknown" && t("outbox.notAgain", { why: t(`outbox.why.${one.reason}`) })) ||
    (one.reason && t(`outbox.why.${one.reason}`)) ||
    (away && waits) ||
    (one.state === "deferred" && until && t("outbox.again", { at: until })) ||
    (waits && (until ? t("outbox.waitsUntil", { why: waits, until }) : waits)) ||
    (one.clicked_at && t("outbox.clicked")) ||
    (one.opened_at && t("outbox.opened"));
  return (
    <>
      <StateDot tone={TONES[one.state]} label={label} hint={one.answer} />
      {below && (
        <Text size="xs" c="dimmed">
          {below}
        </Text>
      )}
      {away && <ToMailSettings />}
    </>
  );
}
