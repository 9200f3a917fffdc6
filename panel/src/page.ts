/** `<regulars-page>`: the hosted page. What it shows is said behind the `#` of its address, which browsers send to nobody. */

import { h } from "./dom";
import { Words } from "./words";

const TAKEN_OVER = ["key", "token", "time-zone", "invite-url"];

export class RegularsPage extends HTMLElement {
  connectedCallback() {
    const said = new URLSearchParams(location.hash.slice(1) || kept());
    const asked = new URLSearchParams(location.search);
    const language = said.get("language") ?? asked.get("language") ?? navigator.language;
    const words = new Words(language);
    document.documentElement.lang = words.language;
    document.title = words.say("title");
    const panel = h("regulars-panel", { language, theme: "auto" });
    for (const name of TAKEN_OVER) {
      const value = said.get(name) ?? asked.get(name);
      if (value) panel.setAttribute(name, value);
    }
    this.replaceChildren(
      h(
        "h1",
        { style: "position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden" },
        words.say("title"),
      ),
      panel,
    );
    // the token stays with the tab, not in the address, where it could be read over a shoulder or shared by mistake
    if (said.has("token") && location.hash) {
      keep(location.hash.slice(1));
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
}

/** What the tab was opened with, for when it is loaded again; where a browser keeps nothing, it is opened from the shop again. */
const KEPT = "regulars-page";

function kept(): string {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

function keep(said: string) {
  try {
    sessionStorage.setItem(KEPT, said);
  } catch {
    // some browsers keep nothing for anybody
  }
}
