import { expect, test } from "vitest";
import type { Draft } from "../../../api/schema";
import { edgesOf, TRIGGER } from "./graph";
import { CARD, layout, type Placed, wayId } from "./layout";

const BRANCHES: Record<string, string[]> = {
  split: ["treated", "hold-out"],
  wait_order: ["happened", "timed_out"],
  end: [],
};
const branchesOf = (step: Record<string, unknown>) => BRANCHES[String(step.kind)] ?? ["next"];
const node = (id: string, kind: string, next: Record<string, string>) => ({ id, step: { kind }, next, at: null });

const DRAFT: Draft = {
  trigger: { kind: "registered" },
  first: "order",
  nodes: [
    node("order", "wait_order", { happened: "points", timed_out: "split" }),
    node("points", "award_points", { next: "end" }),
    node("split", "split", { treated: "coupon", "hold-out": "end" }),
    node("coupon", "give_coupon", { next: "mail" }),
    node("mail", "mail", { next: "order" }),
    node("end", "end", {}),
  ],
  settings: {},
};

/** Whether a straight line goes through the inside of a card. */
const crosses = (one: Placed, other: Placed, card: Placed) =>
  Math.min(one.x, other.x) < card.x + CARD.width &&
  Math.max(one.x, other.x) > card.x &&
  Math.min(one.y, other.y) < card.y + CARD.height &&
  Math.max(one.y, other.y) > card.y;

test("lines go round the cards, back to an earlier one too", async () => {
  const { places, ways } = await layout(DRAFT, branchesOf);
  const cards = [TRIGGER, ...DRAFT.nodes.map((one) => one.id)].map((id) => places.get(id) as Placed);

  for (const edge of edgesOf(DRAFT, branchesOf)) {
    const way = ways.get(wayId(edge.node, edge.branch, String(edge.to))) ?? [];
    expect(way.length).toBeGreaterThan(1);
    const through = cards.filter((card) =>
      way.some((at, index) => index > 0 && crosses(way[index - 1] as Placed, at, card)),
    );
    expect(through).toEqual([]);
  }
});

test("branches that are called alike while they are typed are laid out all the same", async () => {
  const alike: Draft = { ...DRAFT, first: "split", nodes: [node("split", "split", {})] };

  expect((await layout(alike, () => ["a", "a"])).places.size).toBeGreaterThan(1);
});
