/** Campaigns to begin with: each is a draft that says what it is for, to be filled in where the shop must choose. */
import type { ParseKeys } from "i18next";
import type { Draft } from "../../api/schema";
import type { Json } from "../../api/types";
import { connect, EMPTY, type From, insert, START, type Step } from "./editor/graph";
import { POINTS_ENDING } from "./queries";

export interface Starter {
  id: string;
  name: ParseKeys;
  text: ParseKeys;
  draft: Draft;
}

const SPLIT: Step = {
  kind: "split",
  shares: [
    { name: "treated", percent: "50" },
    { name: "hold-out", percent: "50", hold_out: true },
  ],
};

/** The branches of the steps that are used here. */
const branchesOf = (step: Step): string[] => {
  if (step.kind === "end") return [];
  if (step.kind === "wait_order") return ["happened", "timed_out"];
  if (step.kind === "split") return ["treated", "hold-out"];
  return step.kind === "select" ? ["yes", "no"] : ["next"];
};

class Building {
  draft: Draft;

  constructor(trigger: Record<string, Json>, settings: Record<string, Json> = {}) {
    this.draft = { ...EMPTY, trigger, settings };
  }

  put(from: From, step: Step): string {
    const [draft, id] = insert(this.draft, from, step, branchesOf);
    this.draft = draft;
    return id;
  }

  lead(from: From, to: string): this {
    this.draft = connect(this.draft, from, to);
    return this;
  }
}

const of = (node: string, branch = "next"): From => ({ node, branch });
const END: Step = { kind: "end" };
/** Its template is chosen by the shop. */
const MAIL: Step = { kind: "mail" };

function birthday(): Draft {
  const made = new Building({ kind: "date", field: "customer.born_on", every_year: true, days: 0, at: "09:00" });
  const award = made.put(START, {
    kind: "award_points",
    points: 500,
    lifetime: { amount: 30, unit: "days", counted: "after" },
  });
  made.put(of(made.put(of(award), MAIL)), END);
  return made.draft;
}

function cart(): Draft {
  const made = new Building(
    { kind: "cart_abandoned", after: { amount: 1, unit: "hours" } },
    { ends_on: { order: true } },
  );
  const first = made.put(START, MAIL);
  const wait = made.put(of(first), { kind: "wait", length: { amount: 24, unit: "hours" } });
  const coupon = made.put(of(wait), { kind: "give_coupon", lifetime: { amount: 3, unit: "days", counted: "after" } });
  const second = made.put(of(coupon), MAIL);
  made.put(of(second), END);
  return made.draft;
}

function secondChance(): Draft {
  const made = new Building({ kind: "segment_entered" });
  const wait = made.put(START, { kind: "wait_order", statuses: ["complete"], at_most: { amount: 7, unit: "days" } });
  const award = made.put(of(wait, "happened"), { kind: "award_points", points: 50 });
  const end = made.put(of(award), END);
  const split = made.put(of(wait, "timed_out"), SPLIT);
  const coupon = made.put(of(split, "treated"), { kind: "give_coupon" });
  const mail = made.put(of(coupon), MAIL);
  return made.lead(of(mail), end).lead(of(split, "hold-out"), end).draft;
}

function welcome(): Draft {
  const made = new Building({ kind: "registered" }, { entry: { again: "once_ever" } });
  const award = made.put(START, { kind: "award_points", points: 100 });
  made.put(of(made.put(of(award), MAIL)), END);
  return made.draft;
}

function afterOrder(): Draft {
  const made = new Building({ kind: "order", statuses: ["complete"] });
  const wait = made.put(START, { kind: "wait", length: { amount: 7, unit: "days" } });
  made.put(of(made.put(of(wait), MAIL)), END);
  return made.draft;
}

function pointsEnding(): Draft {
  const made = new Building({ kind: "points_ending", days: 7, at: "09:00" });
  made.put(of(made.put(START, MAIL)), END);
  return made.draft;
}

export const STARTERS: Starter[] = [
  { id: "welcome", name: "campaign.starter.welcome", text: "campaign.starter.welcomeText", draft: welcome() },
  { id: "birthday", name: "campaign.starter.birthday", text: "campaign.starter.birthdayText", draft: birthday() },
  { id: "cart", name: "campaign.starter.cart", text: "campaign.starter.cartText", draft: cart() },
  { id: "second", name: "campaign.starter.second", text: "campaign.starter.secondText", draft: secondChance() },
  { id: "after-order", name: "campaign.starter.order", text: "campaign.starter.orderText", draft: afterOrder() },
  { id: POINTS_ENDING, name: "campaign.starter.ending", text: "campaign.starter.endingText", draft: pointsEnding() },
];
