/** Lists of mails with a button each; nobody without an address has any. */

import type { Subscription } from "./api";
import { h, section } from "./dom";
import { sayOf } from "./element";
import type { Words } from "./words";

/** Says yes or no to a list, in the words that the customer was shown; tells how all are now. */
export type Subscribe = (list: string, subscribed: boolean, wording: string) => Promise<Subscription[]>;

export function subscriptions(lists: Subscription[], words: Words, subscribe: Subscribe): HTMLElement | null {
  if (!lists.length) return null;
  const place = h("ul", {});
  const show = (found: Subscription[]) => place.replaceChildren(...found.map((one) => line(one, words, change)));
  const change: Subscribe = async (list, subscribed, wording) => {
    const found = await subscribe(list, subscribed, wording);
    show(found);
    place.querySelector<HTMLElement>(`[data-key="${CSS.escape(list)}"] button`)?.focus();
    return found;
  };
  show(lists);
  return section("subscriptions", words.say("subscriptions"), place);
}

function line(one: Subscription, words: Words, change: Subscribe): HTMLElement {
  const isOn = one.status === "confirmed" || one.status === "pending";
  const label = words.say(isOn ? "unsubscribeFrom" : "subscribeTo", { list: one.name });
  const id = `list-${encodeURIComponent(one.list)}`;
  const said = h("p", { class: "muted", id }, words.say(`list_${one.status ?? "left"}`));
  const button = h(
    "button",
    { type: "button", class: "quiet", "aria-label": label, "aria-describedby": id },
    words.say(isOn ? "unsubscribe" : "subscribe"),
  );
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      await change(one.list, !isOn, label);
    } catch (error) {
      button.removeAttribute("aria-disabled");
      const [key] = sayOf(error);
      said.setAttribute("role", "alert");
      said.textContent = words.say(key === "failed" ? "notChanged" : key);
    }
  });
  return h(
    "li",
    { class: "row", "data-key": one.list },
    h("div", {}, h("p", { class: "first" }, one.name), said),
    button,
  );
}
