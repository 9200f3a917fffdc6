/** What goes by something: segments, rules, promotions; where each kind has its page. */
import { spendingPath } from "../points/spending/words";
import { segmentPath } from "./state";

/** One that is not known here yet is named all the same. */
const PATHS: Record<string, (id: string) => string> = {
  segment: segmentPath,
  earning_rule: (id) => `/points/rules/${encodeURIComponent(id)}`,
  spending_rule: spendingPath,
  promotion: (id) => `/promotions/${encodeURIComponent(id)}`,
  campaign: (id) => `/campaigns/${encodeURIComponent(id)}`,
  newsletter: (id) => `/messages/newsletters/${encodeURIComponent(id)}`,
  reward: (id) => `/promotions/rewards/${encodeURIComponent(id)}`,
};

export const pathOfUse = (use: { kind: string; id: string }): string | undefined => PATHS[use.kind]?.(use.id);
