/** How far the first hour has come. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { FirstHourOut, FirstHourStep } from "../../api/schema";

export type Step = FirstHourStep["step"];
export type StepState = FirstHourStep["state"];

export const FIRST_HOUR = ["first-hour"] as const;

export const useFirstHour = () =>
  useQuery({
    queryKey: FIRST_HOUR,
    queryFn: () => ask<FirstHourOut>("/v1/first-hour"),
    // What was done in another window meanwhile is done here too.
    refetchOnWindowFocus: "always",
  });

export const useSkipping = () =>
  useDeed<{ step: Step; skipped: boolean }, FirstHourOut>({
    path: ({ step }) => `/v1/first-hour/${step}`,
    method: "PUT",
    send: ({ skipped }) => ({ skipped }),
    touches: [FIRST_HOUR],
  });

export const stepPath = (step: Step) => `/start?step=${step}`;
