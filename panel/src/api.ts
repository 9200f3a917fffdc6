/** Asks the server for what is the customer's, with the publishable key and the token that the shop's server made. */

import type { Money, Unit } from "./words";

export interface Balance {
  active: boolean;
  unit: Unit;
  available: number;
  pending: number;
  held: number;
  debt: number;
  next_end: { points: number; ends_at: string } | null;
  points_kind: string;
  kinds: { points_kind: string; unit: Unit; available: number; active: boolean }[];
}

export interface Reward {
  reward: string;
  label: string;
  points: number;
  reachable: boolean;
  to_go: number;
  reason: "points" | "programme" | null;
  uses: number;
  ends_at: string | null;
}

export interface Coupon {
  code: string;
  label: string;
  state: "usable" | "not_yet" | "over" | "used_up" | "withdrawn" | "paused";
  starts_at: string | null;
  ends_at: string | null;
  uses_left: number | null;
}

/** The code that friends are given, and who gets points for one who comes with it. */
export interface Referral {
  code: string;
  rewarded: ("referrer" | "referred")[];
}

export interface Subscription {
  list: string;
  name: string;
  status: "pending" | "confirmed" | "left" | null;
}

export interface Posting {
  at: string;
  kind: string;
  points: number;
  /** What somebody wrote, or what the reward is called. */
  reason: string | null;
  order: string | null;
  /** The way of earning of the rule that gave them. */
  earned_by: string | null;
  is_exchange: boolean;
  /** Not to be used yet; from when on, where that is known. */
  is_pending: boolean;
  starts_at: string | null;
}

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface Taken {
  code: string;
  available: number;
}

export interface Estimate {
  earned: number;
  available: number;
  points: number;
  off: Money;
  most: number;
  most_off: Money;
  /** Points are taken in steps of so many; null where no rule takes any. */
  step: number | null;
  total: Money;
  to_pay: Money;
  /** Why none or not all that were asked for are spent, and how many points are missing to it. */
  reason: string | null;
  short: number | null;
}

/** What the server refused, by the code of its problem; `offline` when no answer came. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Of an exchange that was refused: what has changed. */
    readonly why: string | null = null,
  ) {
    super(code);
  }
}

/** Where a token comes from when there is none, or the one there is doesn't count any more. */
export type GetToken = () => Promise<string | null>;

export class Api {
  private token: string | null;

  constructor(
    private readonly server: string,
    private readonly key: string,
    private readonly language: string,
    token: string | null,
    private readonly fresh: GetToken | null,
  ) {
    this.token = token;
  }

  balance = () => this.ask<Balance>("points", { language: this.language });
  rewards = () => this.ask<Reward[]>("rewards", { language: this.language });
  coupons = () => this.ask<Page<Coupon>>("coupons", { language: this.language });
  history = (cursor: string | null) =>
    this.ask<Page<Posting>>("points/history", { language: this.language, limit: "20", cursor });
  subscriptions = () => this.ask<Subscription[]>("subscriptions/mine", {});
  subscribe = (list: string, subscribed: boolean, wording: string) =>
    this.ask<Subscription[]>("subscriptions/mine", { language: this.language }, { list, subscribed, wording });
  referral = () => this.ask<Referral>("referral", {});

  /** Exchange points for a reward; `click` is one for each time that the customer means it. */
  take = (reward: string, click: string) => this.ask<Taken>("rewards", {}, { reward }, { "Idempotency-Key": click });

  estimate = (cart: unknown, points: number | "all" | null) =>
    this.ask<Estimate>("points/estimate", {}, { cart, points }, {}, true);

  /** `anonymous`: it is answered to nobody too. */
  private async ask<T>(
    path: string,
    params: Record<string, string | null>,
    body?: unknown,
    headers: Record<string, string> = {},
    anonymous = false,
  ): Promise<T> {
    if (!this.token && this.fresh) this.token = await this.fresh();
    if (!this.token && !anonymous) throw new Refused(401, "signed_out");
    try {
      return await this.once<T>(path, params, body, headers);
    } catch (refused) {
      const isToken = refused instanceof Refused && refused.code === "customer_token";
      if (!isToken || !this.fresh) throw refused;
      this.token = await this.fresh();
      if (!this.token) throw refused;
      return this.once<T>(path, params, body, headers);
    }
  }

  private async once<T>(
    path: string,
    params: Record<string, string | null>,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<T> {
    const asked = new URLSearchParams(Object.entries(params).filter((one): one is [string, string] => one[1] !== null));
    const query = asked.size ? `?${asked}` : "";
    let answer: Response;
    try {
      answer = await fetch(`${this.server}/v1/storefront/${path}${query}`, {
        method: body === undefined ? "GET" : "POST",
        credentials: "omit",
        headers: {
          Authorization: `Bearer ${this.key}`,
          ...(this.token ? { "X-Customer-Token": this.token } : {}),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new Refused(0, "offline");
    }
    if (!answer.ok) {
      const problem = (await answer.json().catch(() => ({}))) as { code?: string; why?: string };
      throw new Refused(answer.status, problem.code ?? "failed", problem.why ?? null);
    }
    return (await answer.json()) as T;
  }
}
