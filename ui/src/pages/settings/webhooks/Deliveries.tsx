/** What was sent where and what came of it, narrowed by the address of the page. */
import { Anchor, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Webhook, WebhookDelivery } from "../../../api/types";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num, When } from "../../../parts/Formats";
import { StateDot } from "../../../parts/StateDot";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { About } from "./About";
import { DELIVERY_TONES, TEST, useDeliveries, useTypeName, useWebhookTypes } from "./reading";

const STATES: WebhookDelivery["state"][] = ["waiting", "failed", "delivered", "given_up"];

export function Deliveries({ endpoints, onOpen }: { endpoints: Webhook[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const nameOf = useTypeName();
  const types = useWebhookTypes().data?.data ?? [];
  const [read, write] = useAddress();
  const narrowed = { endpoint: read("endpoint") || null, type: read("type") || null, state: read("state") || null };
  const pages = useDeliveries(narrowed);
  const columns = useDeliveryColumns(onOpen);
  const isNarrowed = Object.values(narrowed).some(Boolean);
  return (
    <Stack mt="lg">
      <div>
        <Title order={2}>{t("webhooks.deliveries")}</Title>
        <Text c="dimmed">{t("webhooks.deliveriesText")}</Text>
      </div>
      <Group gap="sm">
        <Select
          clearable
          w={{ base: "100%", xs: 320 }}
          aria-label={t("webhooks.to")}
          placeholder={t("webhooks.anyEndpoint")}
          data={endpoints.map((one) => ({ value: one.id, label: one.url }))}
          value={narrowed.endpoint}
          onChange={(endpoint) => write({ endpoint })}
        />
        <Select
          clearable
          w={{ base: "100%", xs: 220 }}
          aria-label={t("webhooks.type")}
          placeholder={t("webhooks.anyType")}
          data={[...types.map((one) => one.type), TEST].map((value) => ({ value, label: nameOf(value) }))}
          value={narrowed.type}
          onChange={(type) => write({ type })}
        />
        <Select
          clearable
          w={{ base: "100%", xs: 220 }}
          aria-label={t("webhooks.state")}
          placeholder={t("webhooks.anyState")}
          data={STATES.map((value) => ({ value, label: t(`webhooks.delivery.${value}`) }))}
          value={narrowed.state}
          onChange={(state) => write({ state })}
        />
      </Group>
      <DataTable
        label={t("webhooks.deliveries")}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        onRow={(one) => onOpen(one.id)}
        empty={
          isNarrowed ? (
            <EmptyState title={t("webhooks.noneFound")} />
          ) : (
            <EmptyState title={t("webhooks.noDeliveries")}>{t("webhooks.noDeliveriesText")}</EmptyState>
          )
        }
      />
    </Stack>
  );
}

function useDeliveryColumns(onOpen: (id: string) => void): Column<WebhookDelivery>[] {
  const { t } = useTranslation();
  const nameOf = useTypeName();
  return useMemo<Column<WebhookDelivery>[]>(
    () => [
      { id: "at", header: t("webhooks.at"), cell: (one) => <When value={one.created_at} />, width: 215 },
      {
        id: "type",
        header: t("webhooks.type"),
        cell: (one) => (
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onOpen(one.id)}>
            {nameOf(one.type)}
          </Anchor>
        ),
      },
      { id: "about", header: t("webhooks.aboutWhat"), cell: (one) => <About about={one.about} />, below: "type" },
      {
        id: "url",
        header: t("webhooks.to"),
        cell: (one) => (
          <Text size="sm" className="break">
            {one.url}
          </Text>
        ),
        below: "type",
      },
      {
        id: "state",
        header: t("webhooks.state"),
        cell: (one) => (
          <StateDot
            tone={DELIVERY_TONES[one.state]}
            label={t(`webhooks.delivery.${one.state}`)}
            hint={one.last_error}
          />
        ),
        below: "at",
        width: 190,
      },
      {
        id: "attempts",
        header: t("webhooks.attempts"),
        cell: (one) => <Num value={one.attempts} />,
        numeric: true,
        wide: true,
        width: 100,
      },
      {
        id: "status",
        header: t("webhooks.lastAnswer"),
        cell: (one) => <span className="figures">{one.last_status ?? "–"}</span>,
        numeric: true,
        wide: true,
        width: 150,
      },
    ],
    [t, nameOf, onOpen],
  );
}
