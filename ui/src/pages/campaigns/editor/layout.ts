/** Where each card stands: top to bottom, laid out by ELK, which is loaded when a canvas is first shown. */
import type { ELK, ElkNode } from "elkjs/lib/elk-api";
import type { Draft } from "../../../api/schema";
import { type BranchesOf, edgesOf, nodeOf, TRIGGER } from "./graph";

export const CARD = { width: 260, height: 92 };
export const OPEN = { width: 32, height: 32 };

export interface Placed {
  x: number;
  y: number;
}

/** The id of the "+" that stands where a line leads nowhere yet. */
export const openId = (node: string | null, branch: string): string => `@open ${node ?? ""} ${branch}`;
export const edgeId = (node: string | null, branch: string): string => `${node ?? TRIGGER} ${branch}`;

let loaded: Promise<ELK> | undefined;

function elk(): Promise<ELK> {
  loaded ??= import("elkjs/lib/elk.bundled.js").then((found) => new found.default());
  return loaded;
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.spacing.nodeNode": "36",
  "elk.layered.spacing.nodeNodeBetweenLayers": "76",
  "elk.layered.considerModelOrder.strategy": "PREFER_EDGES",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
};

/** What is to be laid out: the same text is laid out the same, so that typing in a form moves nothing. */
export function shapeOf(draft: Draft, branchesOf: BranchesOf): string {
  return JSON.stringify([draft.nodes.map((one) => one.id), edgesOf(draft, branchesOf)]);
}

export async function layout(draft: Draft, branchesOf: BranchesOf): Promise<Map<string, Placed>> {
  const edges = edgesOf(draft, branchesOf).map((edge) => ({
    ...edge,
    to: edge.to !== null && nodeOf(draft, edge.to) ? edge.to : openId(edge.node, edge.branch),
  }));
  const cards = [TRIGGER, ...draft.nodes.map((one) => one.id)];
  const open = edges.filter((edge) => edge.to.startsWith("@open")).map((edge) => edge.to);
  const laid: ElkNode = await (await elk()).layout({
    id: "campaign",
    layoutOptions: OPTIONS,
    children: [...cards.map((id) => ({ id, ...CARD })), ...open.map((id) => ({ id, ...OPEN }))],
    edges: edges.map((edge) => ({
      id: edgeId(edge.node, edge.branch),
      sources: [edge.node ?? TRIGGER],
      targets: [edge.to],
    })),
  });
  return new Map((laid.children ?? []).map((one) => [one.id, { x: one.x ?? 0, y: one.y ?? 0 }]));
}
