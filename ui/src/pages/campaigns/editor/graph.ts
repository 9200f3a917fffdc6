/**
 * The drawn campaign as a graph: what can be done to it, and how it is read from top to bottom. Nothing here knows the
 * kinds but for the branches that lead on from each, which are handed in.
 */
import type { CountsOut, Draft, DrawnNode } from "../../../api/schema";
import type { Json } from "../../../api/types";

export type Step = Record<string, Json>;

/** A place from which a line leads: a branch of a node, or the trigger (`node` is null). */
export interface From {
  node: string | null;
  branch: string;
}

export interface Edge extends From {
  to: string | null;
}

/** The branches that lead on from a step, by what it is and says. */
export type BranchesOf = (step: Step) => string[];

export const TRIGGER = "@trigger";
export const START: From = { node: null, branch: "" };
export const EMPTY: Draft = { trigger: null, first: null, nodes: [], settings: {} };

export const nodeOf = (draft: Draft, id: string | null): DrawnNode | undefined =>
  draft.nodes.find((one) => one.id === id);

export const targetOf = (draft: Draft, from: From): string | null =>
  from.node === null ? draft.first : (nodeOf(draft, from.node)?.next[from.branch] ?? null);

/** The steps as one comes to them from the trigger, each once; those that no line leads to are the last. */
export function stepsInOrder(draft: Draft): DrawnNode[] {
  const found = new Set<DrawnNode>();
  const follow = (id: string | null) => {
    const node = nodeOf(draft, id);
    if (!node || found.has(node)) return;
    found.add(node);
    for (const to of Object.values(node.next)) follow(to);
  };
  follow(draft.first);
  return [...found, ...draft.nodes.filter((node) => !found.has(node))];
}

/** Every line, also those that lead nowhere yet. */
export function edgesOf(draft: Draft, branchesOf: BranchesOf): Edge[] {
  return [
    { ...START, to: draft.first },
    ...draft.nodes.flatMap((node) =>
      branchesOf(node.step).map((branch) => ({ node: node.id, branch, to: node.next[branch] ?? null })),
    ),
  ];
}

/** How many customers went along a line; along that of the trigger all who entered. */
export function passedAlong(counts: CountsOut, from: From): number {
  if (from.node === null) return counts.entered;
  return counts.edges.find((one) => one.node === from.node && one.branch === from.branch)?.runs ?? 0;
}

/** An id that no node has: the kind, with a number when there are several. */
export function freshId(draft: Draft, kind: string): string {
  const base = kind.replaceAll(/[^a-z0-9_-]/g, "-").slice(0, 34) || "step";
  const taken = new Set(draft.nodes.map((one) => one.id));
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

function withNode(draft: Draft, id: string, change: (node: DrawnNode) => DrawnNode): Draft {
  return { ...draft, nodes: draft.nodes.map((one) => (one.id === id ? change(one) : one)) };
}

/** Let a branch lead to a node, or nowhere. */
export function connect(draft: Draft, from: From, to: string | null): Draft {
  if (from.node === null) return { ...draft, first: to };
  return withNode(draft, from.node, (node) => {
    const { [from.branch]: _, ...rest } = node.next;
    return { ...node, next: to === null ? rest : { ...rest, [from.branch]: to } };
  });
}

/** Put a new step where a line is: what the line led to comes after its first branch. */
export function insert(draft: Draft, from: From, step: Step, branchesOf: BranchesOf): [Draft, string] {
  const id = freshId(draft, String(step.kind));
  const after = targetOf(draft, from);
  const first = branchesOf(step)[0];
  const node: DrawnNode = { id, step, next: after && first ? { [first]: after } : {}, at: null };
  return [connect({ ...draft, nodes: [...draft.nodes, node] }, from, id), id];
}

/** Take a step out: what led to it leads to what came after its first branch. */
export function remove(draft: Draft, id: string, branchesOf: BranchesOf): Draft {
  const gone = nodeOf(draft, id);
  if (!gone) return draft;
  const [first] = branchesOf(gone.step);
  const found = first === undefined ? undefined : gone.next[first];
  const after = found === undefined || found === id ? null : found;
  const without: Draft = { ...draft, nodes: draft.nodes.filter((one) => one.id !== id) };
  return edgesOf(draft, branchesOf)
    .filter((edge) => edge.to === id && edge.node !== id)
    .reduce((before, edge) => connect(before, edge, after), without);
}

/** Say what a step does; branches that it has no more are gone. */
export function setStep(draft: Draft, id: string, step: Step, branchesOf: BranchesOf): Draft {
  const kept = new Set(branchesOf(step));
  return withNode(draft, id, (node) => ({
    ...node,
    step,
    next: Object.fromEntries(Object.entries(node.next).filter(([branch]) => kept.has(branch))),
  }));
}

/** A branch was called otherwise: where it leads stays. */
export function renamed(before: string[], after: string[], next: Record<string, string>): Record<string, string> {
  if (before.length !== after.length) return next;
  return Object.fromEntries(Object.entries(next).map(([branch, to]) => [after[before.indexOf(branch)] ?? branch, to]));
}

/** Change a step as a form does: of branches that are called otherwise, where they lead stays. */
export function changeStep(draft: Draft, id: string, step: Step, branchesOf: BranchesOf): Draft {
  const node = nodeOf(draft, id);
  if (!node) return draft;
  const next = renamed(branchesOf(node.step), branchesOf(step), node.next);
  return setStep(
    withNode(draft, id, (one) => ({ ...one, next })),
    id,
    step,
    branchesOf,
  );
}

/** Change places with the step before, when only one line leads there and on: by keyboard a step goes up or down so. */
export function moveUp(draft: Draft, id: string, branchesOf: BranchesOf): Draft {
  const leading = edgesOf(draft, branchesOf).filter((edge) => edge.to === id);
  const node = nodeOf(draft, id);
  const edge = leading[0];
  if (!node || leading.length !== 1 || !edge || edge.node === null || edge.node === id) return draft;
  const above = edge.node;
  const [first] = branchesOf(node.step);
  if (first === undefined) return draft;
  const after = node.next[first] ?? null;
  const before = edgesOf(draft, branchesOf).filter((one) => one.to === above && one.node !== id);
  const turned = connect(connect(draft, edge, after), { node: id, branch: first }, above);
  return before.reduce((result, one) => connect(result, one, id), turned);
}

export function moveDown(draft: Draft, id: string, branchesOf: BranchesOf): Draft {
  const node = nodeOf(draft, id);
  const [first] = node ? branchesOf(node.step) : [];
  const below = first === undefined ? undefined : node?.next[first];
  return below === undefined ? draft : moveUp(draft, below, branchesOf);
}

/** A line of the outline: a step, a branch of one, or the word that it goes on elsewhere. */
export type OutlineLine =
  | { what: "trigger"; depth: 0 }
  | { what: "node"; id: string; depth: number }
  | { what: "branch"; from: From; depth: number }
  | { what: "open"; from: From; depth: number }
  | { what: "jump"; from: From; to: string; depth: number }
  | { what: "loose"; id: string; depth: number };

/** The campaign from top to bottom: a step is told where it is first come to, and further lines to it say so. */
export function outlineOf(draft: Draft, branchesOf: BranchesOf): OutlineLine[] {
  const lines: OutlineLine[] = [{ what: "trigger", depth: 0 }];
  const told = new Set<string>();
  const follow = (from: From, depth: number) => {
    let at = from;
    for (;;) {
      const to = targetOf(draft, at);
      const node = nodeOf(draft, to);
      if (to === null || !node) {
        lines.push({ what: "open", from: at, depth });
        return;
      }
      if (told.has(to)) {
        lines.push({ what: "jump", from: at, to, depth });
        return;
      }
      told.add(to);
      lines.push({ what: "node", id: to, depth });
      const branches = branchesOf(node.step);
      if (branches.length === 0) return;
      if (branches.length > 1) {
        for (const branch of branches) {
          lines.push({ what: "branch", from: { node: to, branch }, depth: depth + 1 });
          follow({ node: to, branch }, depth + 2);
        }
        return;
      }
      at = { node: to, branch: branches[0] as string };
    }
  };
  follow(START, 0);
  for (const node of draft.nodes) {
    if (told.has(node.id)) continue;
    told.add(node.id);
    lines.push({ what: "loose", id: node.id, depth: 0 });
    for (const branch of branchesOf(node.step)) follow({ node: node.id, branch }, 1);
  }
  return lines;
}

/** Steps to be put elsewhere, as text; null when a text is none. */
export const copied = (node: DrawnNode): string => JSON.stringify({ regulars: "step", step: node.step });

export function pasted(text: string): Step | null {
  try {
    const found = JSON.parse(text) as { regulars?: string; step?: Step };
    return found.regulars === "step" && typeof found.step?.kind === "string" ? found.step : null;
  } catch {
    return null;
  }
}
