/** What must be allowed to somebody for whom a page is of any use: those that only begin something, and settings of a few. */
import { matchPath } from "react-router";
import type { FirstHourStep } from "../api/schema";
import type { Scope } from "../api/types";
import { TABS } from "./places";
import { useSignedIn } from "./SessionGate";

const BEGINS: Record<string, Scope> = {
  "/segments/new": "segments:write",
  "/segments/:id/edit": "segments:write",
  "/points/rules/new": "programme:write",
  "/points/spending/new": "programme:write",
  "/points/mass/new": "points:write",
  "/promotions/new": "promotions:write",
  "/promotions/rewards/new": "promotions:write",
  "/campaigns/new": "campaigns:write",
  "/campaigns/workflows/new": "campaigns:write",
  "/campaigns/:id/edit": "campaigns:write",
  "/messages/newsletters/new": "messages:write",
  "/messages/templates/new": "messages:write",
};

/** What the steps of the first hour are done with. */
export const FIRST_STEPS = {
  shop: "shop:write",
  data: "imports:write",
  segment: "segments:write",
  earning: "programme:write",
  mail: "messages:write",
} as const satisfies Record<FirstHourStep["step"], Scope>;

/** None where everybody who is signed in may look. */
export function neededAt(address: string): Scope | undefined {
  const [pathname = "", search] = address.split("?");
  const step = pathname === "/start" && new URLSearchParams(search).get("step");
  if (step && step in FIRST_STEPS) return FIRST_STEPS[step as keyof typeof FIRST_STEPS];
  const pattern = Object.keys(BEGINS).find((one) => matchPath(one, pathname));
  return pattern ? BEGINS[pattern] : TABS.find((place) => place.to === pathname)?.scope;
}

/** Whether a page is of use to the signed-in person, so that links may lead there. */
export function useMayOpen(): (address: string) => boolean {
  const { user } = useSignedIn();
  return (address) => {
    const needed = neededAt(address);
    return !needed || (user.scopes?.includes(needed) ?? true);
  };
}
