/** Mails of which nobody knows whether they were taken: sent again after a warning, or counted as sent. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconHelpCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { useMay } from "../../../shell/SessionGate";

const FATES = ["send_again", "count_as_sent"] as const;
type Fate = (typeof FATES)[number];

interface Props {
  /** Of one message, or of all that a source sent. */
  of: { message: string } | { source: "campaign" | "workflow" | "newsletter"; source_id: string };
  count: number;
}

export function Unclear({ of, count }: Props) {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [asking, setAsking] = useState<Fate | null>(null);
  const settle = useDeed<{ what: Fate }, { messages?: number }>({
    path: "message" in of ? `/v1/messages/${encodeURIComponent(of.message)}/settle` : "/v1/messages/settle",
    send: (body) => ("message" in of ? body : { ...of, ...body }),
    touches: [["messages"], ["results"], ["newsletters"], ["home"]],
  });
  if (count === 0) return null;
  const done = (what: Fate, settled: number) => {
    setAsking(null);
    notifications.show({
      message: settled === 0 ? t("unclear.settled") : t(`unclear.done.${what}`, { count: settled }),
    });
  };
  return (
    <Alert
      color="yellow"
      icon={<IconHelpCircle size={18} stroke={1.5} />}
      title={t("unclear.title", { count })}
      className="not-printed"
    >
      <Text size="sm">{t("unclear.text", { count })}</Text>
      {may && (
        <Group gap="xs" mt="sm">
          {FATES.map((what) => (
            <Button key={what} variant="default" size="compact-sm" onClick={() => setAsking(what)}>
              {t(`unclear.${what}`)}
            </Button>
          ))}
        </Group>
      )}
      {asking && (
        <ConfirmDialog
          open
          danger={asking === "send_again"}
          title={t(`unclear.ask.${asking}`, { count })}
          confirm={t(`unclear.${asking}`)}
          busy={settle.isPending}
          error={settle.error}
          onConfirm={() => settle.mutate({ what: asking }, { onSuccess: ({ messages = 1 }) => done(asking, messages) })}
          onCancel={() => setAsking(null)}
        >
          {t(`unclear.askText.${asking}`, { count })}
        </ConfirmDialog>
      )}
    </Alert>
  );
}
