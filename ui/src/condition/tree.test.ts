import { beforeEach, describe, expect, test as fact } from "vitest";
import { changed, redone, started, undone } from "./history";
import { type ConditionNode, type GroupNode, group, type TestNode, test } from "./model";
import { change, duplicate, insert, move, nest, placeOf, places, remove, step, unnest } from "./tree";

let a: TestNode;
let b: TestNode;
let c: TestNode;
let inner: GroupNode;
let root: GroupNode;

beforeEach(() => {
  [a, b, c] = [test(), test(), test()];
  inner = group("any", [b, c]);
  root = group("all", [a, inner]);
});

const shape = (node: ConditionNode): unknown =>
  node.kind === "test" ? node.id : { [node.mode]: node.children.map(shape) };

describe("moving", () => {
  fact("down into the group below, then through it and out at its end", () => {
    let now = step(root, a.id, 1);
    expect(shape(now)).toEqual({ all: [{ any: [a.id, b.id, c.id] }] });
    now = step(step(step(now, a.id, 1), a.id, 1), a.id, 1);
    expect(shape(now)).toEqual({ all: [{ any: [b.id, c.id] }, a.id] });
  });

  fact("up out of a group lands before it", () => {
    expect(shape(step(root, b.id, -1))).toEqual({ all: [a.id, b.id, { any: [c.id] }] });
  });

  fact("the first line of the tree stays where it is", () => {
    expect(step(root, a.id, -1)).toBe(root);
  });

  fact("a group can't be moved into itself", () => {
    expect(move(root, inner.id, inner.id, 0)).toBe(root);
  });

  fact("within one group counts places as they were before", () => {
    expect(shape(move(root, b.id, inner.id, 2))).toEqual({ all: [a.id, { any: [c.id, b.id] }] });
    expect(move(root, b.id, inner.id, 1)).toBe(root);
  });

  fact("lines don't leave the where they stand in", () => {
    const within = test();
    const where = group("all", [within]);
    const line = test({
      parts: [],
      base: { kind: "aggregate", fn: "count", rows: "order", field: null, where, within: null },
    });
    const tree = insert(root, root.id, 0, line);
    expect(move(tree, within.id, root.id, 0)).toBe(tree);
    expect(move(tree, a.id, where.id, 0)).toBe(tree);
    expect(placeOf(tree, within.id)?.scope.id).toBe(where.id);
  });
});

describe("nesting", () => {
  fact("puts a line into a group of the other mode", () => {
    expect(shape(nest(root, a.id))).toEqual({ all: [{ any: [a.id] }, { any: [b.id, c.id] }] });
  });

  fact("taking the last line out removes its group", () => {
    const nested = nest(root, a.id);
    expect(shape(unnest(nested, a.id))).toEqual({ all: [a.id, { any: [b.id, c.id] }] });
  });
});

describe("changing", () => {
  fact("dissolving a group leaves its lines in its place", () => {
    expect(shape(change(root, inner.id, (node) => (node as GroupNode).children))).toEqual({ all: [a.id, b.id, c.id] });
  });

  fact("what is not touched stays the same object", () => {
    expect((remove(root, a.id).children[0] as GroupNode) === inner).toBe(true);
  });

  fact("a copy has ids of its own, all the way down", () => {
    const copied = duplicate(root, inner.id).root;
    const ids = places(copied).map((place) => place.node.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("undo", () => {
  fact("goes back and forth, and a new change forgets what was undone", () => {
    const first = changed(started(root), remove(root, a.id), "", 0);
    const back = undone(first);
    expect(back.present).toBe(root);
    expect(redone(back).present).toBe(first.present);
    expect(redone(changed(back, nest(root, a.id), "", 1)).future).toEqual([]);
  });

  fact("joins the letters of one word, but not what comes a while later", () => {
    const one = remove(root, a.id);
    const two = remove(one, inner.id);
    const quick = changed(changed(started(root), one, "value", 0), two, "value", 500);
    const slow = changed(changed(started(root), one, "value", 0), two, "value", 5_000);
    expect(undone(quick).present).toBe(root);
    expect(undone(slow).present).toBe(one);
  });
});
