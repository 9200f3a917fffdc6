/** What the elements have in common: where they ask, in which language, and how they tell that something went wrong. */

import { Api, type GetToken, Refused } from "./api";
import { h } from "./dom";
import { Returns } from "./returns";
import { STYLE } from "./style";
import type { Key } from "./texts";
import { Words } from "./words";

/** Where this file came from is where it asks, unless it is told otherwise. */
const SCRIPT = (document.currentScript as HTMLScriptElement | null)?.src ?? location.href;

let sheet: CSSStyleSheet | undefined;

function styled(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

export abstract class RegularsElement extends HTMLElement {
  /** Set by a page that makes tokens in its own way; `token-url` is for those that have a route for it. */
  declare getToken?: GetToken | null; // without a value: one that a page set before this file was loaded stays

  protected api!: Api;
  protected words!: Words;
  protected readonly root = this.attachShadow({ mode: "open" });
  private asked = 0;
  private isStarted = false;
  private readonly returns = new Returns(() => this.returned());

  connectedCallback() {
    this.root.adoptedStyleSheets = [styled()];
    this.isStarted = true;
    document.addEventListener("visibilitychange", this.hear);
    window.addEventListener("blur", this.hear);
    window.addEventListener("focus", this.hear);
    this.refresh();
  }

  disconnectedCallback() {
    this.returns.stop();
    document.removeEventListener("visibilitychange", this.hear);
    window.removeEventListener("blur", this.hear);
    window.removeEventListener("focus", this.hear);
  }

  private hear = (event: Event) => {
    if (event.type === "blur" || document.visibilityState === "hidden") this.returns.leave();
    else this.returns.comeBack();
  };

  /** Somebody came back to the page: what is shown may have changed elsewhere. */
  protected returned() {}

  /** Of what stands in the page already each attribute is told of before it is connected: it is asked for once, then. */
  attributeChangedCallback() {
    if (this.isStarted && this.isConnected) this.refresh();
  }

  /** Ask again and show what is so now. */
  refresh = async () => {
    const run = ++this.asked;
    const language = this.getAttribute("language") ?? document.documentElement.lang ?? "";
    this.words = new Words(language || navigator.language || "en", this.getAttribute("time-zone") ?? undefined);
    this.api = new Api(
      (this.getAttribute("server") ?? new URL(SCRIPT).origin).replace(/\/$/, ""),
      this.getAttribute("key") ?? "",
      this.words.locale,
      this.getAttribute("token"),
      this.getToken ?? this.tokenFromUrl(),
    );
    this.root.replaceChildren(...this.waiting());
    let shown: Node[];
    try {
      shown = await this.content();
    } catch (error) {
      shown = this.trouble(error);
    }
    if (run === this.asked) this.root.replaceChildren(...shown);
  };

  /** What stands there once it is loaded. */
  protected abstract content(): Promise<Node[]>;

  /** What stands there until then, of the same size. */
  protected waiting(): Node[] {
    return [];
  }

  /** What is said when it can't be loaded. */
  protected trouble(error: unknown): Node[] {
    const [key, again] = sayOf(error);
    return [
      h(
        "div",
        { class: "notice", role: "status" },
        h("p", {}, this.words.say(key)),
        again &&
          h("button", { type: "button", class: "quiet", click: () => void this.refresh() }, this.words.say("again")),
      ),
    ];
  }

  private tokenFromUrl(): GetToken | null {
    const url = this.getAttribute("token-url");
    if (!url) return null;
    return async () => {
      const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!answer.ok) return null;
      const told = (await answer.json().catch(() => null)) as { token?: string } | null;
      return told?.token ?? null;
    };
  }
}

/** What to say of an error, and whether trying again may help. */
export function sayOf(error: unknown): [Key, boolean] {
  if (!(error instanceof Refused)) return ["failed", true];
  if (error.code === "signed_out") return ["signedOut", false];
  if (error.code === "customer_token") return ["expired", false];
  if (error.status === 404) return ["unknown", false];
  if (error.status === 429) return ["tooMany", true];
  return ["failed", true];
}
