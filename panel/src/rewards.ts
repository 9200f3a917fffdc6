/** What a customer can exchange points for: what it costs, how far it is, and the way to it. */

import { type Balance, Refused, type Reward } from "./api";
import { h, section } from "./dom";
import { sayOf } from "./element";
import type { Words } from "./words";

/** What a card of a reward can have done. */
export interface Deal {
  /** Exchanges, and tells what has become of it; throws where no answer came. */
  exchange: (reward: string, click: string) => Promise<void>;
  /** A question was left without an exchange: what is shown may be old by now. */
  left: () => void;
}

export function rewards(found: Reward[], balance: Balance, words: Words, deal: Deal): HTMLElement {
  const cards = found.map((one) => card(one, balance, words, deal));
  const none = h("p", { class: "muted" }, words.say("noRewards"));
  return section("rewards", words.say("rewards"), cards.length ? h("ul", {}, ...cards) : none);
}

function card(reward: Reward, balance: Balance, words: Words, deal: Deal): HTMLElement {
  const price = words.points(reward.points, balance.unit);
  const share = reward.points ? Math.min(1, balance.available / reward.points) : 1;
  const made = h(
    "li",
    { class: "card", "data-key": reward.reward },
    h("div", { class: "row" }, h("h3", {}, reward.label), h("span", { class: "amount" }, price)),
  );
  if (reward.reason === "points") {
    const toGo = words.say("toGo", { points: words.points(reward.to_go, balance.unit) });
    made.append(
      h("div", { class: "bar", "aria-hidden": "true" }, h("div", { style: `width:${(share * 100).toFixed(1)}%` })),
      h("p", { class: "muted" }, toGo),
    );
  }
  if (reward.reachable) {
    if (reward.ends_at)
      made.append(h("p", { class: "muted" }, words.say("couponLasts", { day: words.day(reward.ends_at, true) })));
    made.append(exchange(reward, price, words, deal));
  }
  return made;
}

/** A button, then a question, then the code: one key from the first click on, so that a second gets the same coupon. */
function exchange(reward: Reward, price: string, words: Words, deal: Deal): HTMLElement {
  const place = h("div", {});
  const click = crypto.randomUUID();
  let busy = false;
  let tried = false; // and never answered: perhaps it was taken, which only the same key finds out
  const offer = (focus: boolean) => {
    const button = h("button", { type: "button", click: ask }, words.say("take", { points: price }));
    place.replaceChildren(button);
    if (focus) button.focus();
  };
  const ask = () => {
    const yes = h("button", { type: "button", click: () => void take(yes, no) }, words.say("yes"));
    const no = h("button", { type: "button", class: "quiet", click: leave }, words.say("no"));
    const question = words.say("sure", { points: price, reward: reward.label });
    const actions = h("div", { class: "actions" }, yes, no);
    place.replaceChildren(h("div", { role: "group", "aria-label": question }, h("p", {}, question), actions));
    yes.focus();
  };
  const leave = () => {
    if (busy) return; // it is under way, and to say no now would not hold it up
    offer(true);
    if (!tried) deal.left();
  };
  const take = async (yes: HTMLElement, no: HTMLElement) => {
    if (busy) return;
    busy = true;
    for (const button of [yes, no]) button.setAttribute("aria-disabled", "true");
    place.querySelector("[role=alert]")?.remove();
    try {
      await deal.exchange(reward.reward, click);
    } catch (error) {
      // the button stays, and with it the focus: pressed again it asks with the same key, so that it can't take twice
      busy = false;
      tried = true;
      for (const button of [yes, no]) button.removeAttribute("aria-disabled");
      yes.textContent = words.say("again");
      const [said] = sayOf(error);
      const notice = h("p", { class: "notice", role: "alert" }, words.say(said === "failed" ? "notAnswered" : said));
      yes.parentElement?.before(notice);
    }
  };
  offer(false);
  return place;
}

/** Whether an exchange was refused for what has changed meanwhile, rather than not answered. */
export const isRefused = (error: unknown): error is Refused =>
  error instanceof Refused && (error.status === 409 || error.status === 404);
