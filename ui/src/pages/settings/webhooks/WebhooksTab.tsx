/** Where the shop is told of what happens here: the endpoints, how it goes there, and what was delivered. */
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconWebhook } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Webhook } from "../../../api/types";
import { DataTable } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { Deliveries } from "./Deliveries";
import { DeliveryPanel } from "./DeliveryPanel";
import { useEndpointDeeds } from "./deeds";
import { useEndpointColumns } from "./EndpointColumns";
import { type Asked, EndpointDialogs } from "./EndpointDialogs";
import { MadeSecret } from "./MadeSecret";
import { useWebhooks } from "./reading";
import { WebhookForm } from "./WebhookForm";

export function Component() {
  const { t } = useTranslation();
  const may = useMay("webhooks:write");
  const { data, error, isPending, refetch } = useWebhooks();
  const [, write] = useAddress();
  const [form, setForm] = useState<Webhook | "new" | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [fresh, setFresh] = useState<Webhook | null>(null);
  const [delivery, setDelivery] = useState<string | null>(null);
  const narrow = useCallback((one: Webhook) => write({ endpoint: one.id }), [write]);
  const deeds = useEndpointDeeds(setDelivery);
  const columns = useEndpointColumns({ onChange: setForm, onAsk: setAsked, deeds, onNarrow: narrow });
  const make = (
    <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setForm("new")}>
      {t("webhooks.new")}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" maw={640}>
          {t("webhooks.text")}
        </Text>
        {may && data && data.data.length > 0 && make}
      </Group>
      <DataTable
        label={t("settings.webhooks")}
        pages={{ rows: data?.data, error, isPending, refetch }}
        columns={columns}
        rowKey={(one) => one.id}
        onRow={narrow}
        empty={
          <EmptyState
            icon={<IconWebhook size={32} stroke={1.2} />}
            title={t("webhooks.none")}
            action={may ? make : undefined}
          >
            {t("webhooks.noneText")}
          </EmptyState>
        }
      />
      {data && data.data.length > 0 && <Deliveries endpoints={data.data} onOpen={setDelivery} />}
      {form !== null && (
        <WebhookForm known={form === "new" ? null : form} onClose={() => setForm(null)} onMade={setFresh} />
      )}
      {asked && <EndpointDialogs asked={asked} onClose={() => setAsked(null)} onRotated={setFresh} />}
      {fresh && <MadeSecret of={fresh} onClose={() => setFresh(null)} />}
      <DeliveryPanel id={delivery} onClose={() => setDelivery(null)} />
    </Stack>
  );
}
