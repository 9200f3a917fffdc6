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
import { h } from "./dom";
import { RegularsElement, sayOf } from "./element";
import { inviteHint, notTaken, told } from "./words";

/** For how long a button says that it has copied. */
const COPIED_MS = 4_000;
const DONE = new Set(["over", "used_up", "withdrawn"]);

export class RegularsPanel extends RegularsElement {
  static observedAttributes = ["server", "key", "token", "token-url", "language", "time-zone", "invite-url"];

  protected override waiting(): Node[] {
    const blocks = [96, 148, 148].map((height) => h("div", { class: "wait", style: `height:${height}px` }));
    const said = h("p", { class: "visually-hidden", role: "status" }, this.words.say("loading"));
    return [h("div", { class: "panel", "aria-busy": "true" }, said, ...blocks)];
  }

  protected override async content(): Promise<Node[]> {
    const balance = await this.api.balance();
    const [rewards, coupons, history, subscriptions, referral] = await Promise.all([
      this.api.rewards(),
      this.api.coupons(),
      this.api.history(null),
      this.api.subscriptions(),
      this.api.referral(),
    ]);
    const panel = h(
      "div",
      { class: "panel" },
      this.balance(balance),
      this.rewards(rewards, balance),
      this.coupons(coupons.data),
      this.history(history),
      this.subscriptions(subscriptions),
      ...this.invite(referral),
    );
    return [panel];
  }

  private section(name: string, title: string, ...children: (Node | false | null)[]): HTMLElement {
    return h("section", { class: name, "aria-labelledby": name }, h("h2", { id: name }, title), ...children);
  }

  private balance(balance: Balance): HTMLElement {
    const { words } = this;
    const points = (count: number) => words.points(count, balance.unit);
    const end = balance.next_end;
    const others = balance.kinds.filter(
      (one) => one.points_kind !== balance.points_kind && (one.active || one.available !== 0),
    );
    return this.section(
      "balance",
      words.say("balance"),
      h("p", { class: "figure" }, points(balance.available)),
      h(
        "div",
        { class: "lines muted" },
        end && h("p", {}, words.say("ends", { points: points(end.points), day: words.day(end.ends_at, true) })),
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
    return this.section(
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
      { class: "card" },
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
    const offer = (focus: boolean) => {
      const button = h("button", { type: "button", click: ask }, words.say("take", { points: price }));
      place.replaceChildren(button);
      if (focus) button.focus();
    };
    const ask = () => {
      const yes = h("button", { type: "button", click: () => void take(yes) }, words.say("yes"));
      const no = h("button", { type: "button", class: "quiet", click: () => offer(true) }, words.say("no"));
      const question = words.say("sure", { points: price, reward: reward.label });
      const actions = h("div", { class: "actions" }, yes, no);
      place.replaceChildren(h("div", { role: "group", "aria-label": question }, h("p", {}, question), actions));
      yes.focus();
    };
    const take = async (button: HTMLElement) => {
      if (busy) return;
      busy = true;
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
        button.removeAttribute("aria-disabled");
        button.textContent = words.say("again");
        const [said] = sayOf(error);
        const notice = h("p", { class: "notice", role: "alert" }, words.say(said === "failed" ? "notAnswered" : said));
        button.parentElement?.before(notice);
      }
    };
    offer(false);
    return place;
  }

  /** Says it beside the balance, where whoever asked looks next. */
  private tell(said: string) {
    const notice = h("p", { class: "notice", role: "status", tabindex: "-1" }, said);
    (this.root.querySelector(".balance") ?? this.root).append(notice);
    notice.focus();
  }

  private coupons(coupons: Coupon[]): HTMLElement {
    const { words } = this;
    const sorted = [...coupons.filter((one) => !DONE.has(one.state)), ...coupons.filter((one) => DONE.has(one.state))];
    return this.section(
      "coupons",
      words.say("coupons"),
      sorted.length
        ? h("ul", {}, ...sorted.map((one) => this.coupon(one)))
        : h("p", { class: "muted" }, words.say("noCoupons")),
    );
  }

  private coupon(coupon: Coupon): HTMLElement {
    const { words } = this;
    const done = DONE.has(coupon.state);
    const lasts = coupon.ends_at ? words.say("until", { day: words.day(coupon.ends_at, true) }) : words.say("noEnd");
    const about = [
      coupon.state === "not_yet" && coupon.starts_at && words.say("from", { day: words.day(coupon.starts_at) }),
      done || coupon.state === "paused" ? words.say(`state_${coupon.state as "over"}`) : lasts,
      !done && coupon.uses_left !== null && coupon.uses_left > 1 && words.say("uses", { n: coupon.uses_left }),
    ].filter((one): one is string => Boolean(one));
    return h(
      "li",
      { class: done ? "card spent" : "card" },
      h("h3", {}, coupon.label),
      h("div", { class: "row" }, h("code", {}, coupon.code), !done && this.copy(coupon.code)),
      h("p", { class: "muted" }, about.join(" · ")),
    );
  }

  private copy(what: string): HTMLElement {
    const { words } = this;
    const button = h("button", { type: "button", class: "quiet", "aria-live": "polite" }, words.say("copy"));
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(what);
        button.textContent = words.say("copied");
        window.setTimeout(() => {
          button.textContent = words.say("copy");
        }, COPIED_MS);
      } catch {
        button.textContent = words.say("copyFailed");
      }
    });
    return button;
  }

  private history(first: Page<Posting>): HTMLElement {
    const { words } = this;
    const section = this.section("history", words.say("history"));
    if (!first.data.length) section.append(h("p", { class: "muted" }, words.say("noHistory")));
    let month = "";
    let list: HTMLElement | null = null;
    const add = (page: Page<Posting>) => {
      for (const posting of page.data) {
        const of = words.month(posting.at);
        if (of !== month || !list) {
          month = of;
          list = h("ul", {});
          section.append(h("h3", {}, of), list);
        }
        list.append(this.posting(posting));
      }
      if (page.next_cursor) {
        const more = h("button", { type: "button", class: "quiet" }, words.say("more"));
        more.addEventListener("click", async () => {
          more.setAttribute("aria-disabled", "true");
          try {
            const next = await this.api.history(page.next_cursor);
            more.remove();
            add(next);
          } catch (error) {
            more.removeAttribute("aria-disabled");
            more.textContent = `${words.say(sayOf(error)[0])} ${words.say("again")}`;
          }
        });
        section.append(more);
      }
    };
    add(first);
    return section;
  }

  private posting(posting: Posting): HTMLElement {
    const { words } = this;
    const [title, ...more] = told(posting, words);
    return h(
      "li",
      { class: "row" },
      h(
        "div",
        {},
        h("p", { class: "first" }, title),
        h("p", { class: "muted" }, [words.day(posting.at), ...more].join(" · ")),
      ),
      posting.points !== 0 && h("span", { class: "amount" }, words.signed(posting.points)),
    );
  }

  /** Lists with a button each; nobody without an address has any. */
  private subscriptions(lists: Subscription[]): HTMLElement | null {
    if (!lists.length) return null;
    const place = h("ul", {});
    const show = (found: Subscription[]) => place.replaceChildren(...found.map((one) => this.subscription(one, show)));
    show(lists);
    return this.section("subscriptions", this.words.say("subscriptions"), place);
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
      try {
        show(await this.api.subscribe(one.list, !isOn, label));
        this.root.querySelector<HTMLElement>(`[data-list="${CSS.escape(one.list)}"] button`)?.focus();
      } catch (error) {
        button.removeAttribute("aria-disabled");
        said.setAttribute("role", "alert");
        said.textContent = words.say(sayOf(error)[0]);
      }
    });
    return h(
      "li",
      { class: "row", "data-list": one.list },
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
      this.section(
        "invite",
        words.say("invite"),
        h("p", { class: "muted" }, words.say(hint)),
        h("div", { class: "row" }, h("code", {}, code), this.copy(link ?? code)),
        link ? h("p", { class: "muted" }, link) : null,
      ),
    ];
  }
}
