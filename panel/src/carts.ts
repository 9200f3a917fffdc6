/** `<regulars-earn>` and `<regulars-spend>`: what a product or cart earns, and what points take off it. */

import type { Estimate } from "./api";
import { times } from "./decimal";
import { h } from "./dom";
import { RegularsElement } from "./element";
import { notSpent, type Unit, type Words } from "./words";

const PLAIN: Record<string, Unit> = {
  en: { singular: "point", plural: "points" },
  pl: { singular: "punkt", few: "punkty", plural: "punktów" },
  ru: { singular: "балл", few: "балла", plural: "баллов" },
};

abstract class OfCart extends RegularsElement {
  static observedAttributes = [
    "server",
    "key",
    "token",
    "token-url",
    "language",
    "cart",
    "sku",
    "price",
    "quantity",
    "row-total",
    "currency",
    "rate",
    "store",
    "unit",
  ];

  /** The cart as an estimate takes it: the attribute `cart`, else one line of `sku`, `price` and `quantity`. */
  protected cart(): unknown {
    const whole = this.getAttribute("cart");
    if (whole) return JSON.parse(whole);
    const quantity = this.getAttribute("quantity") ?? "1";
    const price = this.getAttribute("price");
    if (!price) return null;
    const total = this.getAttribute("row-total") ?? times(price, quantity);
    return {
      currency: this.getAttribute("currency"),
      rate: this.getAttribute("rate"),
      store: this.getAttribute("store"),
      lines: [{ sku: this.getAttribute("sku"), quantity, price, row_total: total }],
    };
  }

  /** What points are called: the attribute `unit` ("star, stars" or with a form for few: "gwiazdka, gwiazdki, gwiazdek"). */
  protected unit(): Unit {
    const [singular, few, many] = (this.getAttribute("unit") ?? "").split(",").map((part) => part.trim());
    if (singular && few) return { singular, few: many ? few : null, plural: many ?? few };
    return PLAIN[this.words.language] as Unit;
  }

  /** Beside a product or a cart nothing is better than a complaint. */
  protected override trouble(): Node[] {
    return [];
  }
}

export class RegularsEarn extends OfCart {
  protected override async content(): Promise<Node[]> {
    const cart = this.cart();
    if (!cart) return [];
    const found = await this.api.estimate(cart, null);
    if (!found.earned) return [];
    return [
      h("p", { class: "muted" }, this.words.say("willEarn", { points: this.words.points(found.earned, this.unit()) })),
    ];
  }
}

export class RegularsSpend extends OfCart {
  /** By the card that shows it: of several answers on their way only the last one's is shown. */
  private readonly choices = new WeakMap<Element, Choice>();

  override connectedCallback() {
    document.addEventListener("regulars-taken", this.askAnew);
    super.connectedCallback();
  }

  override disconnectedCallback() {
    document.removeEventListener("regulars-taken", this.askAnew);
    super.disconnectedCallback();
  }

  protected override returned() {
    this.askAnew();
  }

  /** Points may have been exchanged here, or in another tab before somebody came back to this one. */
  private askAnew = () => {
    const shown = this.root.firstElementChild;
    const choice = shown && this.choices.get(shown);
    if (choice) void choice.ask();
    else void this.refresh();
  };

  protected override async content(): Promise<Node[]> {
    const cart = this.cart();
    if (!cart) return [];
    const most = await this.api.estimate(cart, "all");
    if (!most.available) return [];
    const { words, api } = this;
    const unit = this.unit();
    if (!most.most) return [h("p", { class: "muted" }, notSpent(most, words, unit))];
    const estimate = (points: number | "all") => api.estimate(cart, points);
    const tell = (detail: Estimate) =>
      this.dispatchEvent(new CustomEvent("regulars-spend", { bubbles: true, composed: true, detail }));
    const choice = new Choice(most, words, unit, estimate, tell);
    this.choices.set(choice.card, choice);
    return [choice.card];
  }
}

/** A slider and what it comes to. What can be chosen follows each answer: points may have gone elsewhere since. */
class Choice {
  readonly card: HTMLElement;
  private readonly most = h("p", { class: "muted", tabindex: -1 });
  private readonly off = h("p", { role: "status" });
  private readonly slider: HTMLInputElement;
  private readonly all: HTMLElement;
  /** What is wanted; null before anything has been chosen. */
  private wanted: number | "all" | null = null;
  private run = 0;

  constructor(
    first: Estimate,
    private readonly words: Words,
    private readonly unit: Unit,
    private readonly estimate: (points: number | "all") => Promise<Estimate>,
    private readonly tell: (found: Estimate) => void,
  ) {
    const name = words.say("spend");
    this.slider = h("input", { type: "range", min: 0, value: 0, "aria-label": name }) as HTMLInputElement;
    this.slider.addEventListener("input", () => this.name());
    this.slider.addEventListener("change", () => this.choose(Number(this.slider.value)));
    this.all = h("button", { type: "button", class: "quiet" }, words.say("spendAll"));
    this.all.addEventListener("click", () => this.choose("all"));
    this.fit(first);
    this.slider.value = "0";
    this.name();
    this.card = h("div", { class: "card" }, h("h2", {}, name), this.most, this.slider, this.off, this.all);
  }

  private choose(points: number | "all") {
    this.wanted = points;
    void this.ask();
  }

  /** What is so now of what was chosen, which the page is told of once something has been. */
  async ask() {
    const mine = ++this.run;
    const asked = this.wanted ?? 0;
    try {
      const found = await this.estimate(asked);
      if (mine !== this.run) return;
      this.fit(found);
      if (asked === "all") this.slider.value = String(found.points);
      this.name();
      if (this.wanted === null) return;
      this.wanted = Number(this.slider.value);
      this.show(found, asked);
    } catch {
      if (mine === this.run) this.off.textContent = this.words.say("failed");
    }
  }

  private fit(found: Estimate) {
    const { words, unit, slider, all, most } = this;
    slider.step = String(found.step ?? 1);
    slider.max = String(found.most);
    const points = words.points(found.most, unit);
    most.textContent = found.most
      ? words.say("spendMost", { points, money: words.money(found.most_off) })
      : notSpent(found, words, unit);
    const { activeElement } = slider.getRootNode() as ShadowRoot;
    if (!found.most && activeElement && [slider, all].includes(activeElement as HTMLElement)) most.focus();
    slider.hidden = all.hidden = !found.most;
  }

  private name() {
    this.slider.setAttribute("aria-valuetext", this.words.points(Number(this.slider.value), this.unit));
  }

  private show(found: Estimate, asked: number | "all") {
    const { words, unit } = this;
    const points = words.points(found.points, unit);
    const said = [
      words.say("spendOff", { points, money: words.money(found.off) }),
      words.say("toPay", { money: words.money(found.to_pay) }),
    ];
    if (found.reason === "asked_few" && asked !== "all" && found.short)
      said.push(words.say("spendLeast", { points: words.points(asked + found.short, unit) }));
    this.off.textContent = said.join(" · ");
    this.tell(found);
  }
}
