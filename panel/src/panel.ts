/** `<regulars-panel>`: balance, rewards, coupons, history, subscriptions and the code for friends. */

import {
  type Balance,
  type Coupon,
  type Page,
  type Posting,
  type Referral,
  Refused,
  type Reward,
  type Subscription,
} from "./api";
import { copy, coupons } from "./coupons";
import { h, section } from "./dom";
import { RegularsElement, sayOf } from "./element";
import { history } from "./history";
import { put } from "./renewed";
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

  private more = async (page: Page<Posting>): Promise<Page<Posting>> => {
    this.doing++;
    try {
      const next = await this.api.history(page.next_cursor);
      this.pages++;
      const { told } = this;
      if (told) this.told = { ...told, history: { ...next, data: [...told.history.data, ...next.data] } };
      return next;
    } finally {
      this.doing--;
    }
  };

  private sections(told: Told): HTMLElement[] {
    return [
      this.balance(told.balance),
      this.rewards(told.rewards, told.balance),
      coupons(told.coupons, this.words),
      history(told.history, this.words, this.more),
      this.subscriptions(told.subscriptions),
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
      h("p", { class: "figure" }, points(balance.available)),
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

  private rewards(rewards: Reward[], balance: Balance): HTMLElement {
    const cards = rewards.map((reward) => this.reward(reward, balance));
    const { words } = this;
    return section(
      "rewards",
      words.say("rewards"),
      cards.length ? h("ul", {}, ...cards) : h("p", { class: "muted" }, words.say("noRewards")),
    );
  }

  private reward(reward: Reward, balance: Balance): HTMLElement {
    const { words } = this;
    const price = words.points(reward.points, balance.unit);
    const share = reward.points ? Math.min(1, balance.available / reward.points) : 1;
    const card = h(
      "li",
      { class: "card", "data-key": reward.reward },
      h("div", { class: "row" }, h("h3", {}, reward.label), h("span", { class: "amount" }, price)),
    );
    if (reward.reason === "points") {
      const toGo = words.say("toGo", { points: words.points(reward.to_go, balance.unit) });
      card.append(
        h("div", { class: "bar", "aria-hidden": "true" }, h("div", { style: `width:${(share * 100).toFixed(1)}%` })),
        h("p", { class: "muted" }, toGo),
      );
    }
    if (reward.reachable) {
      if (reward.ends_at) {
        card.append(h("p", { class: "muted" }, words.say("couponLasts", { day: words.day(reward.ends_at, true) })));
      }
      card.append(this.exchange(reward, price));
    }
    return card;
  }

  /** A button, then a question, then the code: one key from the first click on, so that a second gets the same coupon. */
  private exchange(reward: Reward, price: string): HTMLElement {
    const { words } = this;
    const place = h("div", {});
    const click = crypto.randomUUID();
    let busy = false;
    let tried = false; // and never answered: perhaps it was taken, which only the same key finds out
    const offer = (focus: boolean) => {
      const button = h("button", { type: "button", click: ask }, words.say("take", { points: price }));
      place.replaceChildren(button);
      if (focus) button.focus();
    };
    const leave = () => {
      offer(true);
      if (!tried) this.redrawRewards(); // it may have changed while the question was open
    };
    const ask = () => {
      const yes = h("button", { type: "button", click: () => void take(yes) }, words.say("yes"));
      const no = h("button", { type: "button", class: "quiet", click: leave }, words.say("no"));
      const question = words.say("sure", { points: price, reward: reward.label });
      const actions = h("div", { class: "actions" }, yes, no);
      place.replaceChildren(h("div", { role: "group", "aria-label": question }, h("p", {}, question), actions));
      yes.focus();
    };
    const take = async (button: HTMLElement) => {
      if (busy) return;
      busy = true;
      this.doing++;
      button.setAttribute("aria-disabled", "true");
      place.querySelector("[role=alert]")?.remove();
      try {
        const taken = await this.api.take(reward.reward, click);
        this.dispatchEvent(new CustomEvent("regulars-taken", { bubbles: true, composed: true, detail: taken }));
        await this.refresh();
        this.tell(words.say("taken", { code: taken.code }));
      } catch (error) {
        if (error instanceof Refused && (error.status === 409 || error.status === 404)) {
          await this.refresh();
          this.tell(words.say(notTaken(error.why)));
          return;
        }
        // the button stays, and with it the focus: pressed again it asks with the same key, so that it can't take twice
        busy = false;
        tried = true;
        button.removeAttribute("aria-disabled");
        button.textContent = words.say("again");
        const [said] = sayOf(error);
        const notice = h("p", { class: "notice", role: "alert" }, words.say(said === "failed" ? "notAnswered" : said));
        button.parentElement?.before(notice);
      } finally {
        this.doing--;
      }
    };
    offer(false);
    return place;
  }

  private redrawRewards() {
    const shown = this.root.querySelector<HTMLElement>("section.rewards");
    if (shown && this.told) put(this.rewards(this.told.rewards, this.told.balance), shown);
  }

  /** Says it beside the balance, where whoever asked looks next. */
  private tell(said: string) {
    const notice = h("p", { class: "notice", role: "status", tabindex: "-1" }, said);
    (this.root.querySelector(".balance") ?? this.root).append(notice);
    notice.focus();
  }

  /** Lists with a button each; nobody without an address has any. */
  private subscriptions(lists: Subscription[]): HTMLElement | null {
    if (!lists.length) return null;
    const place = h("ul", {});
    const show = (found: Subscription[]) => place.replaceChildren(...found.map((one) => this.subscription(one, show)));
    show(lists);
    return section("subscriptions", this.words.say("subscriptions"), place);
  }

  private subscription(one: Subscription, show: (found: Subscription[]) => void): HTMLElement {
    const { words } = this;
    const isOn = one.status === "confirmed" || one.status === "pending";
    const wording = words.say(isOn ? "unsubscribe" : "subscribe");
    const label = words.say(isOn ? "unsubscribeFrom" : "subscribeTo", { list: one.name });
    const id = `list-${one.list.replace(/\s/g, "-")}`;
    const said = h("p", { class: "muted", id }, words.say(`list_${one.status ?? "left"}`));
    const button = h(
      "button",
      { type: "button", class: "quiet", "aria-label": label, "aria-describedby": id },
      wording,
    );
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      this.doing++;
      try {
        const found = await this.api.subscribe(one.list, !isOn, label);
        if (this.told) this.told = { ...this.told, subscriptions: found };
        show(found);
        this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(one.list)}"] button`)?.focus();
      } catch (error) {
        button.removeAttribute("aria-disabled");
        said.setAttribute("role", "alert");
        said.textContent = words.say(sayOf(error)[0]);
      } finally {
        this.doing--;
      }
    });
    return h(
      "li",
      { class: "row", "data-key": one.list },
      h("div", {}, h("p", { class: "first" }, one.name), said),
      button,
    );
  }

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
        h("div", { class: "row" }, h("code", {}, code), copy(link ?? code, words)),
        link ? h("p", { class: "muted" }, link) : null,
      ),
    ];
  }
}
