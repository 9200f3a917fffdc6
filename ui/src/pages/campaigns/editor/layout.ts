/** Where each card stands and which way each line goes between them: top to bottom, laid out by ELK, which is loaded when a
 * canvas is first shown. */
import type { ELK, ElkNode } from "elkjs/lib/elk-api";
import type { Draft } from "../../../api/schema";
import { type BranchesOf, edgesOf, nodeOf, TRIGGER } from "./graph";

export const CARD = { width: 260, height: 92 };
export const OPEN = { width: 32, height: 32 };

export interface Placed {
  x: number;
  y: number;
}

/** The corners of lines, from where each leaves its card to where it comes to the next, by `wayId`. */
export interface Laid {
  places: Map<string, Placed>;
  ways: Map<string, Placed[]>;
}

export const NOWHERE: Laid = { places: new Map(), ways: new Map() };

/** The id of the "+" that stands where a line leads nowhere yet. */
export const openId = (node: string | null, branch: string): string => `@open ${node ?? ""} ${branch}`;
export const edgeId = (node: string | null, branch: string): string => `${node ?? TRIGGER} ${branch}`;

/** A line that leads elsewhere by now goes another way. */
export const wayId = (node: string | null, branch: string, to: string): string => `${edgeId(node, branch)} > ${to}`;

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
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.edgeNode": "20",
  "elk.layered.spacing.edgeNodeBetweenLayers": "38",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "14",
};

const inOf = (id: string) => `${id} @in`;
const outOf = (id: string, branch: string) => `${id} @out ${branch}`;

/** A card with the points where lines come and leave, as `Cards` draws them. */
function card(id: string, branches: string[]): ElkNode {
  const point = (name: string, x: number, y: number, side: string) => ({
    id: name,
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { "elk.port.side": side },
  });
  return {
    id,
    ...CARD,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      point(inOf(id), CARD.width / 2, 0, "NORTH"),
      // two that are called alike while they are typed are one
      ...[...new Set(branches)].map((branch, index) =>
        point(outOf(id, branch), (CARD.width * (index + 1)) / (branches.length + 1), CARD.height, "SOUTH"),
      ),
    ],
  };
}

/** What is to be laid out: the same text is laid out the same, so that typing in a form moves nothing. */
export function shapeOf(draft: Draft, branchesOf: BranchesOf): string {
  return JSON.stringify([draft.nodes.map((one) => one.id), edgesOf(draft, branchesOf)]);
}

export async function layout(draft: Draft, branchesOf: BranchesOf): Promise<Laid> {
  const edges = edgesOf(draft, branchesOf).map((edge) => ({
    ...edge,
    to: edge.to !== null && nodeOf(draft, edge.to) ? edge.to : openId(edge.node, edge.branch),
  }));
  const cards = [card(TRIGGER, [""]), ...draft.nodes.map((one) => card(one.id, branchesOf(one.step)))];
  const open = edges.filter((edge) => edge.to.startsWith("@open")).map((edge) => edge.to);
  const laid: ElkNode = await (await elk()).layout({
    id: "campaign",
    layoutOptions: OPTIONS,
    children: [...cards, ...open.map((id) => ({ id, ...OPEN }))],
    edges: edges.map((edge) => ({
      id: wayId(edge.node, edge.branch, edge.to),
      sources: [outOf(edge.node ?? TRIGGER, edge.branch)],
      targets: [edge.to.startsWith("@open") ? edge.to : inOf(edge.to)],
    })),
  });
  const ways = (laid.edges ?? []).flatMap((edge) => {
    const [section] = edge.sections ?? [];
    if (!section) return [];
    const way: Placed[] = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    return [[edge.id, way] as const];
  });
  return {
    places: new Map((laid.children ?? []).map((one) => [one.id, { x: one.x ?? 0, y: one.y ?? 0 }])),
    ways: new Map(ways),
  };
}
