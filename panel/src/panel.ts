/** `<regulars-panel>`: balance, rewards, coupons, history, subscriptions and the code for friends. */

import type { Balance, Coupon, Page, Posting, Referral, Reward, Subscription } from "./api";
import { copy, coupons } from "./coupons";
import { h, section } from "./dom";
import { RegularsElement } from "./element";
import { history } from "./history";
import { put } from "./renewed";
import { isRefused, rewards } from "./rewards";
import { type Subscribe, subscriptions } from "./subscriptions";
import { inviteHint, notTaken } from "./words";

/** All that is shown of a customer. */
interface Told {
  balance: Balance;
  rewards: Reward[];
  coupons: Coupon[];
  history: Page<Posting>;
  subscriptions: Subscription[];
  referral: Referral;
}

export class RegularsPanel extends RegularsElement {
  static observedAttributes = ["server", "key", "token", "token-url", "language", "time-zone", "invite-url"];

  /** What is shown; null before it is known. */
  private told: Told | null = null;
  /** How many pages of the history were opened. */
  private pages = 1;
  /** How many answers the customer is waiting for. */
  private doing = 0;

  protected override waiting(): Node[] {
    const blocks = [96, 148, 148].map((height) => h("div", { class: "wait", style: `height:${height}px` }));
    const said = h("p", { class: "visually-hidden", role: "status" }, this.words.say("loading"));
    return [h("div", { class: "panel", "aria-busy": "true" }, said, ...blocks)];
  }

  protected override async content(): Promise<Node[]> {
    this.told = null;
    this.pages = 1;
    const told = await this.load();
    this.told = told;
    return [h("div", { class: "panel" }, ...this.sections(told))];
  }

  private async load(): Promise<Told> {
    const balance = await this.api.balance();
    const [rewards, coupons, history, subscriptions, referral] = await Promise.all([
      this.api.rewards(),
      this.api.coupons(),
      this.opened(),
      this.api.subscriptions(),
      this.api.referral(),
    ]);
    return { balance, rewards, coupons: coupons.data, history, subscriptions, referral };
  }

  /** As much of the history as was opened. */
  private async opened(): Promise<Page<Posting>> {
    let found = await this.api.history(null);
    for (let page = 1; page < this.pages && found.next_cursor; page++) {
      const { data, next_cursor } = await this.api.history(found.next_cursor);
      found = { data: [...found.data, ...data], next_cursor };
    }
    return found;
  }

  private more = (page: Page<Posting>): Promise<Page<Posting>> =>
    this.during(async () => {
      const next = await this.api.history(page.next_cursor);
      this.pages++;
      const { told } = this;
      if (told) this.told = { ...told, history: { ...next, data: [...told.history.data, ...next.data] } };
      return next;
    });

  /** While the customer waits for an answer, nothing is drawn anew below them. */
  private async during<T>(work: () => Promise<T>): Promise<T> {
    this.doing++;
    try {
      return await work();
    } finally {
      this.doing--;
    }
  }

  private sections(told: Told): HTMLElement[] {
    return [
      this.balance(told.balance),
      this.rewards(told),
      coupons(told.coupons, this.words),
      history(told.history, this.words, this.more),
      subscriptions(told.subscriptions, this.words, this.subscribe),
      ...this.invite(told.referral),
    ].filter((one) => one !== null);
  }

  /** Only what has changed is drawn anew; what can't be asked for now stays as it was. */
  protected override async returned() {
    const was = this.told;
    if (!was && this.root.querySelector(".notice")) return this.refresh(); // it couldn't be asked for before
    if (!was || this.doing) return;
    const now = await this.load().catch(() => null);
    if (!now || this.told !== was || this.doing) return; // meanwhile it was asked for in another way
    this.told = now;
    const panel = this.root.querySelector(".panel") as HTMLElement;
    const shown = [...panel.children] as HTMLElement[];
    const [before, after] = [this.sections(was), this.sections(now)];
    if (before.length !== after.length) panel.replaceChildren(...after);
    else
      for (const [n, one] of after.entries())
        if (!one.isEqualNode(before[n] ?? null)) put(one, shown[n] as HTMLElement);
  }

  private balance(balance: Balance): HTMLElement {
    const { words } = this;
    const points = (count: number) => words.points(count, balance.unit);
    const end = balance.next_end;
    const others = balance.kinds.filter(
      (one) => one.points_kind !== balance.points_kind && (one.active || one.available !== 0),
    );
    return section(
      "balance",
      words.say("balance"),
      h("p", { class: "figure" }, words.points(balance.available, balance.unit, " ")),
      h(
        "div",
        { class: "lines muted" },
        end &&
          h(
            "p",
            {},
            words.say("ends", { n: end.points, points: points(end.points), day: words.day(end.ends_at, true) }),
          ),
        balance.pending > 0 && h("p", {}, words.say("pending", { points: points(balance.pending) })),
        balance.held > 0 && h("p", {}, words.say("held", { points: points(balance.held) })),
        balance.debt > 0 && h("p", {}, words.say("debt", { points: points(balance.debt) })),
      ),
      others.length > 0 &&
        h(
          "ul",
          { class: "others", "aria-label": words.say("others") },
          ...others.map((one) => h("li", {}, words.points(one.available, one.unit))),
        ),
      !balance.active && h("p", { class: "notice" }, words.say("inactive")),
    );
  }

  private rewards({ rewards: found, balance }: Told): HTMLElement {
    return rewards(found, balance, this.words, { exchange: this.exchange, left: this.redrawRewards });
  }

  private exchange = (reward: string, click: string): Promise<void> =>
    this.during(async () => {
      const { words } = this;
      try {
        const taken = await this.api.take(reward, click);
        this.dispatchEvent(new CustomEvent("regulars-taken", { bubbles: true, composed: true, detail: taken }));
        await this.refresh();
        this.tell(words.say("taken", { code: taken.code }));
      } catch (error) {
        if (!isRefused(error)) throw error;
        await this.refresh();
        this.tell(words.say(notTaken(error.why)));
      }
    });

  private redrawRewards = () => {
    const shown = this.root.querySelector<HTMLElement>("section.rewards");
    if (shown && this.told) put(this.rewards(this.told), shown);
  };

  /** Says it beside the balance, where whoever asked looks next. */
  private tell(said: string) {
    const notice = h("p", { class: "notice", role: "status", tabindex: "-1" }, said);
    (this.root.querySelector(".balance") ?? this.root).append(notice);
    notice.focus();
  }

  private subscribe: Subscribe = (list, subscribed, wording) =>
    this.during(async () => {
      const subscriptions = await this.api.subscribe(list, subscribed, wording);
      if (this.told) this.told = { ...this.told, subscriptions };
      return subscriptions;
    });

  /** Nothing where nobody would get anything. */
  private invite({ code, rewarded }: Referral): HTMLElement[] {
    const hint = inviteHint(rewarded);
    if (!hint) return [];
    const { words } = this;
    const url = this.getAttribute("invite-url");
    const link = url ? url.replace("{code}", encodeURIComponent(code)) : null;
    return [
      section(
        "invite",
        words.say("invite"),
        h("p", { class: "muted" }, words.say(hint)),
        h("div", { class: "row" }, h("code", {}, code), copy(link ?? code, code, words)),
        link ? h("p", { class: "muted" }, link) : null,
      ),
    ];
  }
}
