/**
 * Changing the tree: pure functions from a tree to the next one.
 *
 * A `where` is a tree of its own inside a line (a *scope*): it is found and changed like the rest, but lines
 * don't move between scopes, because there they could not read the same fields.
 */
import type { Aggregate, ConditionNode, Expr, GroupNode, TestNode } from "./model";
import { freshId, group } from "./model";

type Change = (node: ConditionNode) => ConditionNode | ConditionNode[] | null;

function whereOf(expression: Expr | null): GroupNode | null {
  return expression?.base.kind === "aggregate" ? expression.base.where : null;
}

function withWhere(expression: Expr, where: GroupNode | null): Expr {
  return { ...expression, base: { ...(expression.base as Aggregate), where } };
}

/** The `where` trees of a line, left side first. */
export function wheresOf(node: ConditionNode): GroupNode[] {
  if (node.kind === "group") return [];
  const right = node.to.kind === "expression" ? whereOf(node.to.value) : null;
  return [whereOf(node.value), right].filter((found): found is GroupNode => found !== null);
}

function changeTest(node: TestNode, id: string, change: Change): TestNode {
  let next = node;
  const left = whereOf(node.value);
  if (left && node.value) {
    const changed = changeNode(left, id, change);
    if (changed !== left) {
      next = { ...next, value: withWhere(node.value, (changed as GroupNode | null) ?? null) };
    }
  }
  if (node.to.kind === "expression" && node.to.value) {
    const right = whereOf(node.to.value);
    const changed = right && changeNode(right, id, change);
    if (right && changed !== right) {
      next = {
        ...next,
        to: { kind: "expression", value: withWhere(node.to.value, (changed as GroupNode | null) ?? null) },
      };
    }
  }
  return next;
}

function changeNode(node: ConditionNode, id: string, change: Change): ConditionNode | ConditionNode[] | null {
  if (node.id === id) return change(node);
  if (node.kind === "test") return changeTest(node, id, change);
  let same = true;
  const children: ConditionNode[] = [];
  for (const child of node.children) {
    const changed = changeNode(child, id, change);
    if (changed !== child) same = false;
    if (Array.isArray(changed)) children.push(...changed);
    else if (changed) children.push(changed);
  }
  return same ? node : { ...node, children };
}

/** Replace one node by what `change` gives: a node, several, or none. The root stays a group. */
export function change(root: GroupNode, id: string, by: Change): GroupNode {
  const changed = changeNode(root, id, by);
  if (changed === null) return { ...root, children: [] };
  if (Array.isArray(changed)) return group("all", changed);
  return changed.kind === "group" ? changed : group("all", [changed]);
}

export interface Place {
  node: ConditionNode;
  parent: GroupNode | null;
  index: number;
  /** The root of the scope that the node lies in. */
  scope: GroupNode;
  depth: number;
}

/** Every node in the order it is shown, `where` trees right below their line. */
export function places(root: GroupNode): Place[] {
  const found: Place[] = [];
  const visit = (node: ConditionNode, parent: GroupNode | null, index: number, scope: GroupNode, depth: number) => {
    found.push({ node, parent, index, scope, depth });
    if (node.kind === "group") {
      node.children.forEach((child, position) => {
        visit(child, node, position, scope, depth + 1);
      });
    }
    for (const where of wheresOf(node)) visit(where, null, 0, where, depth + 1);
  };
  visit(root, null, 0, root, 0);
  return found;
}

export function placeOf(root: GroupNode, id: string): Place | undefined {
  return places(root).find((place) => place.node.id === id);
}

/** Whether nothing is asked in it yet: no lines, or lines that say not even what is read. */
export function isEmpty(root: GroupNode): boolean {
  return root.children.every((child) => child.kind === "test" && child.value === null);
}

export function remove(root: GroupNode, id: string): GroupNode {
  return change(root, id, () => null);
}

export function insert(root: GroupNode, parentId: string, index: number, ...nodes: ConditionNode[]): GroupNode {
  return change(root, parentId, (node) =>
    node.kind === "group" ? { ...node, children: node.children.toSpliced(index, 0, ...nodes) } : node,
  );
}

function contains(node: ConditionNode, id: string): boolean {
  if (node.id === id) return true;
  const inside = node.kind === "group" ? node.children : wheresOf(node);
  return inside.some((child) => contains(child, id));
}

/** Put a node at a place in a group of the same scope; anything else leaves the tree as it is. */
export function move(root: GroupNode, id: string, parentId: string, index: number): GroupNode {
  const from = placeOf(root, id);
  const to = placeOf(root, parentId);
  if (!from?.parent || !to || to.node.kind !== "group") return root;
  if (from.scope.id !== to.scope.id || contains(from.node, parentId)) return root;
  const sameGroup = from.parent.id === parentId;
  const at = sameGroup && from.index < index ? index - 1 : index;
  if (sameGroup && at === from.index) return root;
  return insert(remove(root, id), parentId, at, from.node);
}

/** One step up or down as seen: into a neighbouring group, or out of the own one at its edge. */
export function step(root: GroupNode, id: string, direction: -1 | 1): GroupNode {
  const place = placeOf(root, id);
  if (!place?.parent) return root;
  const neighbour = place.parent.children[place.index + direction];
  if (neighbour?.kind === "group") {
    return move(root, id, neighbour.id, direction < 0 ? neighbour.children.length : 0);
  }
  if (neighbour) return move(root, id, place.parent.id, direction < 0 ? place.index - 1 : place.index + 2);
  const outer = placeOf(root, place.parent.id);
  if (!outer?.parent) return root;
  return move(root, id, outer.parent.id, direction < 0 ? outer.index : outer.index + 1);
}

/** Put a node into a new group of its own, or take it out of the group it lies in. */
export function nest(root: GroupNode, id: string): GroupNode {
  const place = placeOf(root, id);
  if (!place?.parent) return root;
  return change(root, id, (node) => group(place.parent?.mode === "any" ? "all" : "any", [node]));
}

export function unnest(root: GroupNode, id: string): GroupNode {
  const place = placeOf(root, id);
  const outer = place?.parent && placeOf(root, place.parent.id);
  if (!place?.parent || !outer?.parent) return root;
  const moved = move(root, id, outer.parent.id, outer.index + 1);
  const left = placeOf(moved, place.parent.id);
  return left?.node.kind === "group" && left.node.children.length === 0 ? remove(moved, left.node.id) : moved;
}

function renewedExpr(expression: Expr | null): Expr | null {
  const where = whereOf(expression);
  return expression && where ? withWhere(expression, renew(where) as GroupNode) : expression;
}

/** The same node with ids of its own, for a copy. */
export function renew(node: ConditionNode): ConditionNode {
  if (node.kind === "group") return { ...node, id: freshId(), children: node.children.map(renew) };
  const to = node.to.kind === "expression" ? { ...node.to, value: renewedExpr(node.to.value) } : node.to;
  return { ...node, id: freshId(), value: renewedExpr(node.value), to };
}

export function duplicate(root: GroupNode, id: string): { root: GroupNode; id: string } {
  const place = placeOf(root, id);
  if (!place?.parent) return { root, id };
  const copy = renew(place.node);
  return { root: insert(root, place.parent.id, place.index + 1, copy), id: copy.id };
}
