/** What the pages of campaigns read, each with its one cache key. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type {
  CampaignOut,
  CampaignPathOut,
  CampaignRunOut,
  CampaignVersionOut,
  CountsOut,
  Draft,
  ReadingOut,
} from "../../api/schema";
import type { Page } from "../../api/types";

export const CAMPAIGN_NEW = "/campaigns/new";
/** The starter that tells customers of points about to end. */
export const POINTS_ENDING = "points-ending";
export const starterPath = (id: string) => `${CAMPAIGN_NEW}?starter=${id}`;
export const campaignPath = (id: string) => `/campaigns/${encodeURIComponent(id)}`;
export const campaignEditPath = (id: string) => `${campaignPath(id)}/edit`;
export const ofCampaign = (id: string, what = "") => `/v1/campaigns/${encodeURIComponent(id)}${what && `/${what}`}`;

/** What a change of a campaign is seen in. */
export const touchedByCampaign = [["campaigns"], ["campaign"], ["search"]] as const;

export type CountsWindow = CountsOut["window"];
export const WINDOWS: readonly CountsWindow[] = ["24h", "7d", "all"];

/** How often what goes on is looked at again while a page shows it. */
const LIVE_MS = 10_000;

export const useCampaign = (id: string | undefined, live = false) =>
  useQuery({
    queryKey: ["campaign", id],
    queryFn: () => ask<CampaignOut>(ofCampaign(id ?? "")),
    enabled: id !== undefined,
    refetchInterval: live ? LIVE_MS : false,
    gcTime: live ? undefined : 0,
  });

/** What is stored at this moment, beside what a page has begun with. */
export const useCampaignNow = (id: string) =>
  useQuery({
    queryKey: ["campaign-now", id],
    queryFn: () => ask<CampaignOut>(ofCampaign(id)),
    gcTime: 0,
    staleTime: 0,
  });

/** How a draft reads that isn't saved; what was said of the one before stays until then. */
export const useReading = (draft: Draft, campaign: string | undefined, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["campaign-check", campaign ?? null, draft],
    queryFn: ({ signal }) =>
      ask<ReadingOut>("/v1/campaigns/check", { method: "POST", body: { draft, campaign: campaign ?? null }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const useCounts = (id: string, window: CountsWindow, enabled: boolean) =>
  useQuery({
    queryKey: ["campaign", id, "counts", window],
    queryFn: () => ask<CountsOut>(ofCampaign(id, "counts"), { query: { window } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
    enabled,
  });

export const useVersions = (id: string, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["campaign", id, "versions"],
    queryFn: () => ask<Page<CampaignVersionOut>>(ofCampaign(id, "versions")),
  });

export const useRun = (run: string | null) =>
  useQuery({
    queryKey: ["campaign-run", run],
    queryFn: () => ask<CampaignPathOut>(`/v1/campaign-runs/${encodeURIComponent(run ?? "")}`),
    enabled: run !== null,
  });

export type Run = CampaignRunOut;
