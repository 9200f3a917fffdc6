import { expect, test } from "vitest";
import type { Draft } from "../../../api/schema";
import {
  type BranchesOf,
  changeStep,
  connect,
  copied,
  EMPTY,
  edgesOf,
  insert,
  moveDown,
  moveUp,
  nodeOf,
  outlineOf,
  passedAlong,
  pasted,
  remove,
  START,
  stepsInOrder,
} from "./graph";

const branchesOf: BranchesOf = (step) => {
  if (step.kind === "end") return [];
  if (step.kind === "select") return ["yes", "no"];
  if (step.kind === "split") return (step.shares as { name: string }[]).map((one) => one.name);
  return ["next"];
};

/** Steps of these kinds, one after the other. */
function chain(...kinds: string[]): Draft {
  let draft = EMPTY;
  let from = START;
  for (const kind of kinds) {
    const [next, id] = insert(draft, from, { kind }, branchesOf);
    draft = next;
    from = { node: id, branch: branchesOf({ kind })[0] ?? "" };
  }
  return draft;
}

const order = (draft: Draft) => outlineOf(draft, branchesOf).flatMap((line) => (line.what === "node" ? [line.id] : []));

test("a step that is put on a line leads on to what the line led to", () => {
  const draft = chain("wait", "tags");

  const [after, id] = insert(draft, START, { kind: "select" }, branchesOf);

  expect(id).toBe("select");
  expect(after.first).toBe("select");
  expect(nodeOf(after, "select")?.next).toEqual({ yes: "wait" });
});

test("ids are the kinds, numbered from the second on", () => {
  expect(chain("wait", "wait", "wait").nodes.map((one) => one.id)).toEqual(["wait", "wait-2", "wait-3"]);
});

test("what led to a step that is taken out leads to what came after it", () => {
  const draft = remove(chain("wait", "tags", "group"), "tags", branchesOf);

  expect(order(draft)).toEqual(["wait", "group"]);
});

test("all lines to a step that is taken out are led on", () => {
  let draft = chain("select", "wait", "tags");
  draft = connect(draft, { node: "select", branch: "no" }, "wait");

  draft = remove(draft, "wait", branchesOf);

  expect(nodeOf(draft, "select")?.next).toEqual({ yes: "tags", no: "tags" });
});

test("a step that leads to itself is taken out without a trace", () => {
  const draft = remove(connect(chain("wait"), { node: "wait", branch: "next" }, "wait"), "wait", branchesOf);

  expect(draft).toEqual({ ...EMPTY, first: null });
});

test("branches that are called otherwise lead where they led", () => {
  const shares = (...names: string[]) => ({ kind: "split", shares: names.map((name) => ({ name, percent: "50" })) });
  const [draft] = insert(chain("tags"), START, shares("a", "b"), branchesOf);

  expect(nodeOf(changeStep(draft, "split", shares("treated", "b"), branchesOf), "split")?.next).toEqual({
    treated: "tags",
  });
  expect(nodeOf(changeStep(draft, "split", shares("b"), branchesOf), "split")?.next).toEqual({});
});

test("steps change places up and down", () => {
  const draft = chain("wait", "tags", "group");

  expect(order(moveUp(draft, "tags", branchesOf))).toEqual(["tags", "wait", "group"]);
  expect(order(moveDown(draft, "tags", branchesOf))).toEqual(["wait", "group", "tags"]);
  expect(moveUp(draft, "wait", branchesOf)).toBe(draft);
  expect(moveDown(draft, "group", branchesOf)).toBe(draft);
});

test("steps come as the lines lead, whenever they were drawn", () => {
  const [draft] = insert(chain("give", "mail", "end"), { node: "give", branch: "next" }, { kind: "wait" }, branchesOf);
  const loose = { id: "loose", at: null, step: { kind: "end" }, next: {} };

  const ordered = stepsInOrder({ ...draft, nodes: [loose, ...draft.nodes] });

  expect(ordered.map((one) => one.id)).toEqual(["give", "wait", "mail", "end", "loose"]);
});

test("the outline tells each step once, and where branches meet again", () => {
  let draft = chain("select", "wait", "tags");
  draft = connect(draft, { node: "select", branch: "no" }, "tags");

  expect(outlineOf(draft, branchesOf).map((line) => [line.what, line.depth])).toEqual([
    ["trigger", 0],
    ["node", 0],
    ["branch", 1],
    ["node", 2],
    ["node", 2],
    ["open", 2],
    ["branch", 1],
    ["jump", 2],
  ]);
});

test("the outline ends where a circle closes, and tells what nothing leads to", () => {
  let draft = connect(chain("wait", "tags"), { node: "tags", branch: "next" }, "wait");
  draft = { ...draft, nodes: [...draft.nodes, { id: "alone", step: { kind: "end" }, next: {}, at: null }] };

  expect(outlineOf(draft, branchesOf).map((line) => line.what)).toEqual(["trigger", "node", "node", "jump", "loose"]);
});

test("every branch is a line, also one that leads nowhere", () => {
  expect(edgesOf(chain("select"), branchesOf)).toEqual([
    { node: null, branch: "", to: "select" },
    { node: "select", branch: "yes", to: null },
    { node: "select", branch: "no", to: null },
  ]);
});

test("a copied step is pasted, and other texts are not", () => {
  const node = nodeOf(chain("wait"), "wait");
  expect(node && pasted(copied(node))).toEqual({ kind: "wait" });
  expect(pasted("wait")).toBeNull();
  expect(pasted('{"regulars": "condition"}')).toBeNull();
});

test("how many went along a line is told of each branch, and of the trigger's who entered", () => {
  const edges = [{ node: "select", branch: "yes", runs: 7 }];
  const counts = { window: "7d" as const, entered: 12, nodes: [], edges };

  expect(passedAlong(counts, START)).toBe(12);
  expect(passedAlong(counts, { node: "select", branch: "yes" })).toBe(7);
  expect(passedAlong(counts, { node: "select", branch: "no" })).toBe(0);
});
