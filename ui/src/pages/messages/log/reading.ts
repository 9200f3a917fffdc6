/** What the log of messages reads, and how its states look. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { LoggedMessageOut, MailOut, MailStandingOut } from "../../../api/schema";
import type { Tone } from "../../../parts/StateDot";

export type Message = LoggedMessageOut;

export const STATES = ["queued", "handed_over", "accepted", "deferred", "bounced", "blocked", "unknown"] as const;
export const SOURCES = ["campaign", "workflow", "newsletter", "transactional"] as const;
export const REASONS = [
  "no_address",
  "erased",
  "suppressed",
  "not_opted_in",
  "unsubscribed",
  "not_registered",
  "guest_without_consent",
  "paused",
  "cap",
  "too_late",
  "cancelled",
  "rendering",
  "refused",
  "gave_up",
  "unreachable",
  "no_coupon",
  "no_template",
  "run_ended",
] as const;

/** What a message waits for, as the texts name it: a newsletter that is paused is another thing than a campaign. */
export function awaited(what: NonNullable<Message["waits_for"]>, source: Message["source"]) {
  return what === "paused" && source !== "newsletter" ? "campaign_paused" : what;
}

export const TONES: Record<Message["state"], Tone> = {
  queued: "busy",
  handed_over: "busy",
  accepted: "good",
  deferred: "warning",
  bounced: "bad",
  blocked: "off",
  unknown: "warning",
};

export const useMessage = (id: string) =>
  useQuery({
    queryKey: ["messages", "one", id],
    queryFn: () => ask<Message>(`/v1/messages/${encodeURIComponent(id)}`),
  });

/** The mail of a message; there is none of what left by a mail server. */
export const useMail = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ["messages", "mail", id],
    queryFn: () => ask<MailOut>(`/v1/messages/${encodeURIComponent(id)}/mail`),
    enabled,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useMailStanding = (customer: string) =>
  useQuery({
    queryKey: ["messages", "why", customer],
    queryFn: () => ask<MailStandingOut>("/v1/messages/why", { query: { customer } }),
  });
