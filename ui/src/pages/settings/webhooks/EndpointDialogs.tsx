/** What is asked before an endpoint is deleted, gets another secret, or is sent again what failed. */
import { Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { Webhook } from "../../../api/types";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { useFormats } from "../../../parts/Formats";

export interface Asked {
  what: "delete" | "rotate" | "replay";
  of: Webhook;
}

interface Props {
  asked: Asked;
  onClose: () => void;
  onRotated: (fresh: Webhook) => void;
}

export function EndpointDialogs({ asked, onClose, onRotated }: Props) {
  const { t } = useTranslation();
  const path = `/v1/webhooks/${encodeURIComponent(asked.of.id)}`;
  const touches = [["webhooks"]];
  const remove = useDeed<null, void>({ path, method: "DELETE", touches });
  const rotate = useDeed<null, Webhook>({ path: `${path}/rotate-secret`, touches });
  switch (asked.what) {
    case "delete":
      return (
        <ConfirmDialog
          open
          danger
          title={t("webhooks.deleteTitle")}
          confirm={t("webhooks.delete")}
          busy={remove.isPending}
          error={remove.error}
          onCancel={onClose}
          onConfirm={() => remove.mutate(null, { onSuccess: onClose })}
        >
          <span className="break">{t("webhooks.deleteText", { url: asked.of.url })}</span>
        </ConfirmDialog>
      );
    case "rotate":
      return (
        <ConfirmDialog
          open
          title={t("webhooks.rotateTitle")}
          confirm={t("webhooks.rotate")}
          busy={rotate.isPending}
          error={rotate.error}
          onCancel={onClose}
          onConfirm={() =>
            rotate.mutate(null, {
              onSuccess: (fresh) => {
                onClose();
                onRotated(fresh);
              },
            })
          }
        >
          {t("webhooks.rotateText")}
        </ConfirmDialog>
      );
    case "replay":
      return <Replay of={asked.of} onClose={onClose} />;
  }
}

const HOURS = [1, 24, 24 * 7, 24 * 30];

function Replay({ of: one, onClose }: { of: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [hours, setHours] = useState(24);
  const [now] = useState(() => Date.now()); // asked twice, it is the same that is asked
  const replay = useDeed<{ since: string }, { count: number; more: boolean }>({
    path: `/v1/webhooks/${encodeURIComponent(one.id)}/replay-failed`,
    touches: [["webhooks"]],
  });
  const label = (value: number) =>
    value < 48 ? t("webhooks.replayHours", { count: value }) : t("webhooks.replayDays", { count: value / 24 });
  const tell = (done: { count: number; more: boolean }) => {
    const said = t("webhooks.replayed", { count: done.count, number: format.number(done.count) });
    notifications.show({ message: done.more ? `${said} ${t("webhooks.replayedMore")}` : said });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("webhooks.replayTitle")}
      confirm={t("webhooks.replayConfirm")}
      busy={replay.isPending}
      error={replay.error}
      onCancel={onClose}
      onConfirm={() => replay.mutate({ since: new Date(now - hours * 3_600_000).toISOString() }, { onSuccess: tell })}
    >
      <Stack>
        <Text size="sm" className="break">
          {t("webhooks.replayText", { url: one.url })}
        </Text>
        <Select
          label={t("webhooks.replaySince")}
          allowDeselect={false}
          data={HOURS.map((value) => ({ value: String(value), label: label(value) }))}
          value={String(hours)}
          onChange={(value) => value && setHours(Number(value))}
        />
      </Stack>
    </ConfirmDialog>
  );
}
