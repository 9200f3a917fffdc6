/** What the pages of promotions read, each with its one cache key. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import type { PolicyOut, PromotionOut, RewardOut } from "../../api/schema";
import type { Page } from "../../api/types";

export const PROMOTION_NEW = "/promotions/new";
export const REWARD_NEW = "/promotions/rewards/new";
export const promotionPath = (id: string) => `/promotions/${encodeURIComponent(id)}`;
export const rewardPath = (id: string) => `/promotions/rewards/${encodeURIComponent(id)}`;

/** What a change of a promotion is seen in. */
export const touchedByPromotion = [["promotions"], ["promotion"], ["search"], ["quote"]] as const;
export const touchedByReward = [["rewards"], ["reward"], ["search"], ["customer"]] as const;
export const touchedByCodes = [["coupon-batches"], ["coupons"], ["quote"]] as const;

/** A form begins with what is stored now: with a version remembered from before it could not be saved. */
const FORGOTTEN = 0;

export const usePromotion = (id: string | undefined) =>
  useQuery({
    queryKey: ["promotion", id],
    queryFn: () => ask<PromotionOut>(`/v1/promotions/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
    gcTime: FORGOTTEN,
  });

export const useReward = (id: string | undefined) =>
  useQuery({
    queryKey: ["reward", id],
    queryFn: () => ask<RewardOut>(`/v1/rewards/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
    gcTime: FORGOTTEN,
  });

export const usePolicy = () =>
  useQuery({ queryKey: ["promotion-policy"], queryFn: () => ask<PolicyOut>("/v1/promotion-policy") });

/** As many as one answer holds. */
const AT_ONCE = 200;

/** Promotions to choose one from. */
export const usePromotionChoices = () =>
  useQuery({
    queryKey: ["promotions", "choices"],
    queryFn: async () => (await ask<Page<PromotionOut>>("/v1/promotions", { query: { limit: AT_ONCE } })).data,
  });
