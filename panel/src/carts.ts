/** `<regulars-earn>` and `<regulars-spend>`: what a product or cart earns, and what points take off it. */

import type { Estimate } from "./api";
import { times } from "./decimal";
import { h } from "./dom";
import { RegularsElement } from "./element";
import type { Unit } from "./words";

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
  protected override async content(): Promise<Node[]> {
    const cart = this.cart();
    if (!cart) return [];
    const most = await this.api.estimate(cart, "all");
    if (!most.available) return [];
    const { words } = this;
    if (!most.most) return [h("p", { class: "muted" }, words.say("spendNone"))];
    const unit = this.unit();
    const off = h("p", { role: "status" });
    const told = words.say("spendMost", { points: words.points(most.most, unit), money: words.money(most.most_off) });
    const slider = h("input", {
      type: "range",
      min: 0,
      max: most.most,
      value: 0,
      step: 1,
      "aria-label": words.say("spend"),
    }) as HTMLInputElement;
    let run = 0;
    const show = (found: Estimate) => {
      const points = words.points(found.points, unit);
      slider.setAttribute("aria-valuetext", points);
      off.textContent = `${words.say("spendOff", { points, money: words.money(found.off) })} · ${words.say("toPay", { money: words.money(found.to_pay) })}`;
      this.dispatchEvent(new CustomEvent("regulars-spend", { bubbles: true, composed: true, detail: found }));
    };
    const choose = async () => {
      const mine = ++run;
      try {
        const found = await this.api.estimate(cart, Number(slider.value));
        if (mine === run) show(found);
      } catch {
        if (mine === run) off.textContent = words.say("failed");
      }
    };
    slider.addEventListener("change", () => void choose());
    const all = h("button", { type: "button", class: "quiet" }, words.say("spendAll"));
    all.addEventListener("click", () => {
      slider.value = String(most.most);
      void choose();
    });
    return [
      h("div", { class: "card" }, h("h3", {}, words.say("spend")), h("p", { class: "muted" }, told), slider, off, all),
    ];
  }
}
