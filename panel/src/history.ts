/** What happened to a customer's points, by month; more of it by a button. */

import type { Page, Posting } from "./api";
import { h, section } from "./dom";
import { sayOf } from "./element";
import { told, type Words } from "./words";

export function history(
  first: Page<Posting>,
  words: Words,
  open: (page: Page<Posting>) => Promise<Page<Posting>>,
): HTMLElement {
  const shown = section("history", words.say("history"));
  if (!first.data.length) shown.append(h("p", { class: "muted" }, words.say("noHistory")));
  let month = "";
  let list: HTMLElement | null = null;
  /** Gives its first line, for whoever asked for more and reads on from there. */
  const add = (page: Page<Posting>) => {
    let first: HTMLElement | null = null;
    for (const posting of page.data) {
      const of = words.month(posting.at);
      if (of !== month || !list) {
        month = of;
        list = h("ul", {});
        shown.append(h("h3", {}, of), list);
      }
      const added = line(posting, words);
      first ??= added;
      list.append(added);
    }
    if (page.next_cursor) {
      const more = h("button", { type: "button", class: "quiet" }, words.say("more"));
      more.addEventListener("click", async () => {
        if (more.getAttribute("aria-disabled")) return;
        more.setAttribute("aria-disabled", "true");
        try {
          const next = await open(page);
          const isHere = more.matches(":focus");
          more.remove();
          const read = add(next);
          if (isHere && read) {
            read.tabIndex = -1;
            read.focus({ preventScroll: true });
          }
        } catch (error) {
          more.removeAttribute("aria-disabled");
          more.textContent = `${words.say(sayOf(error)[0])} ${words.say("again")}`;
        }
      });
      shown.append(more);
    }
    return first;
  };
  add(first);
  return shown;
}

function line(posting: Posting, words: Words): HTMLElement {
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
