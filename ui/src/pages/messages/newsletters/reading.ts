/** What the pages of newsletters read, and how their states look. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { AudienceOut, NewsletterOut } from "../../../api/schema";
import type { Tone } from "../../../parts/StateDot";

export type Newsletter = NewsletterOut;

export const NEWSLETTERS = "/messages?tab=newsletters";
export const NEWSLETTER_NEW = "/messages/newsletters/new";
export const newsletterPath = (id: string) => `/messages/newsletters/${encodeURIComponent(id)}`;
export const newsletterRoute = (id: string) => `/v1/newsletters/${encodeURIComponent(id)}`;
export const touched = [["newsletters"], ["newsletter"], ["messages"]];

export const TONES: Record<Newsletter["state"], Tone> = {
  draft: "off",
  scheduled: "busy",
  sending: "busy",
  paused: "warning",
  sent: "good",
  cancelled: "off",
};

export const useNewsletter = (id: string | undefined) =>
  useQuery({
    queryKey: ["newsletter", id],
    queryFn: () => ask<Newsletter>(newsletterRoute(id ?? "")),
    enabled: id !== undefined,
    refetchOnWindowFocus: false,
    refetchInterval: (query) => (query.state.data && TONES[query.state.data.state] === "busy" ? 2_000 : false),
  });

export interface Meant {
  include: string[];
  exclude: string[];
  sends_to: Newsletter["sends_to"];
  list: string | null;
}

export const useAudience = (meant: Meant) =>
  useQuery({
    queryKey: ["newsletter-audience", meant],
    queryFn: ({ signal }) => ask<AudienceOut>("/v1/newsletters/audience", { method: "POST", body: meant, signal }),
    placeholderData: (before) => before,
  });
