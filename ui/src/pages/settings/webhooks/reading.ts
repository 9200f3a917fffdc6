/** What the page of webhooks reads, and what things on it are called. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../api/client";
import { usePages } from "../../../api/queries";
import type { Page, Webhook, WebhookDelivery, WebhookDeliveryDetail, WebhookType } from "../../../api/types";
import type { Tone } from "../../../parts/StateDot";

export const TEST = "webhook.test";
const NOW_AND_THEN = 5_000;
const SOON = 1_500;

export const isUnderWay = (one: WebhookDelivery): boolean => one.state === "waiting";

export const useWebhooks = () =>
  useQuery({
    queryKey: ["webhooks", "endpoints"],
    queryFn: () => ask<Page<Webhook>>("/v1/webhooks"),
    refetchInterval: (query) => (query.state.data?.data.some((one) => one.waiting > 0) ? SOON : NOW_AND_THEN),
  });

export const useWebhookTypes = () =>
  useQuery({
    queryKey: ["webhook-types"],
    queryFn: () => ask<Page<WebhookType>>("/v1/webhooks/types"),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useDeliveries = (narrowed: Record<string, string | null>) =>
  usePages<WebhookDelivery>(["webhooks", "deliveries"], "/v1/webhooks/deliveries", narrowed, {
    refetchInterval: (rows) => (rows.some(isUnderWay) ? SOON : NOW_AND_THEN),
  });

export const useDelivery = (id: string) =>
  useQuery({
    queryKey: ["webhooks", "delivery", id],
    queryFn: () => ask<WebhookDeliveryDetail>(`/v1/webhooks/deliveries/${encodeURIComponent(id)}`),
    refetchInterval: (query) => (query.state.data && !isUnderWay(query.state.data) ? NOW_AND_THEN : SOON),
  });

/** A type in words; by its own name where there are none, as for one that another package announces. */
export function useTypeName(): (type: string) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (type) => {
      const key = `webhooks.types.${type}`;
      return i18n.exists(key) ? t(key as "webhooks.types.webhook.test") : type;
    },
    [t, i18n],
  );
}

export type ShownState = Webhook["state"] | "failing";

export const stateOf = (one: Webhook): ShownState =>
  one.state === "active" && one.failing_since !== null ? "failing" : one.state;

export const TONES: Record<ShownState, Tone> = { active: "good", failing: "warning", paused: "off", disabled: "bad" };

export const DELIVERY_TONES: Record<WebhookDelivery["state"], Tone> = {
  waiting: "busy",
  failed: "warning",
  delivered: "good",
  given_up: "bad",
};
