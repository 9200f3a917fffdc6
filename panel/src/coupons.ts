/** The coupons of a customer, those that can be used first, each with its code to be copied. */

import type { Coupon } from "./api";
import { h, section } from "./dom";
import type { Words } from "./words";

/** For how long a button says that it has copied. */
const COPIED_MS = 4_000;
const DONE = new Set(["over", "used_up", "withdrawn"]);

export function coupons(found: Coupon[], words: Words): HTMLElement {
  const sorted = [...found.filter((one) => !DONE.has(one.state)), ...found.filter((one) => DONE.has(one.state))];
  return section(
    "coupons",
    words.say("coupons"),
    sorted.length
      ? h("ul", {}, ...sorted.map((one) => card(one, words)))
      : h("p", { class: "muted" }, words.say("noCoupons")),
  );
}

function card(coupon: Coupon, words: Words): HTMLElement {
  const done = DONE.has(coupon.state);
  const lasts = coupon.ends_at ? words.say("until", { day: words.day(coupon.ends_at, true) }) : words.say("noEnd");
  const about = [
    coupon.state === "not_yet" && coupon.starts_at && words.say("from", { day: words.day(coupon.starts_at) }),
    done || coupon.state === "paused" ? words.say(`state_${coupon.state as "over"}`) : lasts,
    !done && coupon.uses_left !== null && coupon.uses_left > 1 && words.say("uses", { n: coupon.uses_left }),
  ].filter((one): one is string => Boolean(one));
  return h(
    "li",
    { class: done ? "card spent" : "card", "data-key": coupon.code },
    h("h3", {}, coupon.label),
    h("div", { class: "row" }, h("code", {}, coupon.code), !done && copy(coupon.code, coupon.code, words)),
    h("p", { class: "muted" }, about.join(" · ")),
  );
}

/** A button that copies; whoever hears it is told of which code it is, for there may be many. */
export function copy(what: string, code: string, words: Words): HTMLElement {
  const button = h("button", { type: "button", class: "quiet", "aria-live": "polite" });
  const show = (key: "copy" | "copied" | "copyFailed") =>
    button.replaceChildren(words.say(key), h("span", { class: "visually-hidden" }, ` ${code}`));
  show("copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(what);
      show("copied");
      window.setTimeout(() => show("copy"), COPIED_MS);
    } catch {
      show("copyFailed");
    }
  });
  return button;
}
