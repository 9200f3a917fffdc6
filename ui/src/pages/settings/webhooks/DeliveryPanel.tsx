/** One delivery: what is sent, each attempt with its answer, and sending it again. */
import { Button, Code, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { WebhookAttempt, WebhookDelivery } from "../../../api/types";
import { useFormats, When } from "../../../parts/Formats";
import { SidePanel } from "../../../parts/SidePanel";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState, Lines } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { About } from "./About";
import { DELIVERY_TONES, useDelivery, useTypeName } from "./reading";

export function DeliveryPanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <SidePanel open={id !== null} onClose={onClose} title={t("webhooks.message")} size={560}>
      {id !== null && <Delivery id={id} />}
    </SidePanel>
  );
}

function Delivery({ id }: { id: string }) {
  const { t } = useTranslation();
  const may = useMay("webhooks:write");
  const nameOf = useTypeName();
  const { data: one, error, refetch } = useDelivery(id);
  const replay = useDeed<null, WebhookDelivery>({
    path: `/v1/webhooks/deliveries/${encodeURIComponent(id)}/replay`,
    touches: [["webhooks"]],
  });
  if (error && !one) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  if (!one) return <Lines />;
  return (
    <Stack>
      <Stack gap={4}>
        <Group justify="space-between">
          <Text fw={500}>{nameOf(one.type)}</Text>
          <StateDot tone={DELIVERY_TONES[one.state]} label={t(`webhooks.delivery.${one.state}`)} />
        </Group>
        <About about={one.about} />
        <Text size="sm" className="break">
          {one.url}
        </Text>
        {one.next_at && one.state === "failed" && (
          <Text size="sm" c="dimmed">
            {t("webhooks.nextAt")} <When value={one.next_at} />
          </Text>
        )}
      </Stack>
      {replay.error && <ErrorState error={replay.error} what={t("problem.notDone")} />}
      {may && (
        <Group>
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} stroke={1.5} />}
            loading={replay.isPending}
            disabled={one.state === "waiting"}
            onClick={() => replay.mutate(null)}
          >
            {t("webhooks.replay")}
          </Button>
        </Group>
      )}
      <Title order={3}>{t("webhooks.log")}</Title>
      {one.log.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("webhooks.noAttempts")}
        </Text>
      )}
      {one.log.map((attempt, n) => (
        <Attempt key={`${attempt.at} ${n}`} of={attempt} />
      ))}
      <Title order={3}>{t("webhooks.body")}</Title>
      <Code className="break">webhook-id: {one.message}</Code>
      <Code block className="break">
        {pretty(one.body)}
      </Code>
    </Stack>
  );
}

function Attempt({ of: attempt }: { of: WebhookAttempt }) {
  const { t } = useTranslation();
  const format = useFormats();
  const good = attempt.status !== null && attempt.status >= 200 && attempt.status < 300;
  return (
    <Paper withBorder p="sm">
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <StateDot
            tone={good ? "good" : "bad"}
            label={attempt.status === null ? t("webhooks.noAnswer") : String(attempt.status)}
          />
          <Text size="xs" c="dimmed" component="div">
            <When value={attempt.at} /> · {t("webhooks.took", { ms: format.number(attempt.duration_ms) })}
          </Text>
        </Group>
        {attempt.error && (
          <Text size="sm" className="break">
            {attempt.error}
          </Text>
        )}
        {attempt.status !== null &&
          (attempt.answer ? (
            <Code block className="break">
              {attempt.answer}
            </Code>
          ) : (
            <Text size="xs" c="dimmed">
              {t("webhooks.empty")}
            </Text>
          ))}
      </Stack>
    </Paper>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
