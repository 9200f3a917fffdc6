/** The tour of the demo shop: where it leads, and how far the one who is signed in has come. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { ask } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { TourOut, TourStop } from "../../api/schema";

export type TourStep = TourStop["step"];

const TOUR = ["tour"] as const;

export const TOUR_PATH = "/tour";

export const useTour = () =>
  useQuery({ queryKey: TOUR, queryFn: () => ask<TourOut>("/v1/tour"), staleTime: Number.POSITIVE_INFINITY });

/** Where a stop is: what is shown there, or the list that it was in if somebody has put it away. */
export function pathOf({ step, example, customer, sku }: TourStop): string {
  const within = (list: string, id: string | null) => (id === null ? list : `${list}/${encodeURIComponent(id)}`);
  switch (step) {
    case "home":
      return "/";
    case "segment":
      return within("/segments", example);
    case "customer":
      return within("/customers", customer);
    case "earning":
      return example === null ? "/points" : within("/points/rules", example);
    case "promotion": {
      const cart = new URLSearchParams({ ...(customer && { customer }), ...(sku && { sku }) });
      return example === null ? "/promotions" : `${within("/promotions", example)}?${cart}`;
    }
    case "campaign":
      return within("/campaigns", example);
    case "report":
      return "/reports";
  }
}

/** Something more that is to be seen there, where there is. */
export function moreOf(stop: TourStop): { step: Exclude<TourStep, "home" | "promotion">; to: string } | null {
  const { step, example, customer } = stop;
  const here = pathOf(stop);
  switch (step) {
    case "segment":
      return example && customer ? { step, to: `${here}?why=${encodeURIComponent(customer)}` } : null;
    case "customer":
      return customer ? { step, to: `${here}?tab=timeline` } : null;
    case "earning":
      return { step, to: "/points?tab=liability" };
    case "campaign":
      return example ? { step, to: `${here}?tab=simulate` } : null;
    case "report":
      return { step, to: "/reports?tab=movement" };
    default:
      return null;
  }
}

/** The stop to begin with, or to go on from: the first that wasn't seen. */
export const nextOf = (tour: TourOut): TourStop | undefined => tour.stops.find((one) => !one.seen) ?? tour.stops[0];

/** Told to the bar by what leads there, so that it takes the focus then and not when a page is opened. */
export const LED = { led: true } as const;

/** Goes to a stop and notes it, or leaves. */
export function useGoing() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const deed = useDeed<{ at: TourStep | null; dismissed?: boolean }, TourOut>({ path: "/v1/tour", method: "PUT" });
  const go = (at: TourStep | null, { dismissed = false, onGone }: { dismissed?: boolean; onGone?: () => void } = {}) =>
    deed.mutate(
      { at, dismissed },
      {
        onSuccess: (told) => {
          client.setQueryData(TOUR, told);
          const stop = told.stops.find((one) => one.step === at);
          if (stop) navigate(pathOf(stop), { state: LED });
          onGone?.();
        },
      },
    );
  return { go, busy: deed.isPending, error: deed.error };
}
