/** The campaign as it is drawn: cards from top to bottom, laid out by themselves; looked at, or drawn on. */
import { useComputedColorScheme } from "@mantine/core";
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  MarkerType,
  MiniMap,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { type DragEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./Canvas.module.css";
import { Card, Open } from "./Cards";
import { UNSPOKEN, useCanvasWords } from "./canvasWords";
import { useSeen } from "./DrawingContext";
import { GoesOn } from "./GoesOn";
import { edgesOf, type From, nodeOf, TRIGGER } from "./graph";
import { Line } from "./Line";
import { CARD, edgeId, type Laid, layout, NOWHERE, OPEN, openId, type Placed, shapeOf, wayId } from "./layout";
import { beginning } from "./view";

const NODE_TYPES = { card: Card, open: Open };
const EDGE_TYPES = { line: Line };
const MINIMAP_FROM = 20;
const MINIMAP = { width: 120, height: 96 };
/** Cards are neither dragged nor selected by the canvas itself, which would take the pointer from them. */
const REACHABLE = { pointerEvents: "all" } as const;
export const STEP_TYPE = "application/x-regulars-step";

interface Props {
  onConnect?: (from: From, to: string | null) => void;
  /** A step of the palette was dropped on a line, or on the "+" at its end. */
  onDrop?: (kind: string, at: From) => void;
  onRemove?: (id: string) => void;
}

export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawn {...props} />
    </ReactFlowProvider>
  );
}

/** Places by the shape of what is drawn; until a new shape is laid out the old places stay. */
function usePlaces() {
  const { draft, branchesOf } = useSeen();
  const shape = shapeOf(draft, branchesOf);
  const [laid, setLaid] = useState<Laid>(NOWHERE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape is all of the draft that the layout goes by
  useEffect(() => {
    let isLate = false;
    layout(draft, branchesOf).then((found) => {
      if (!isLate) setLaid(found);
    });
    return () => {
      isLate = true;
    };
  }, [shape]);
  return laid;
}

function Drawn({ onConnect, onDrop, onRemove }: Props) {
  const { t } = useTranslation();
  const seen = useSeen();
  const laid = usePlaces();
  const { places } = laid;
  const scheme = useComputedColorScheme("light");
  const flow = useReactFlow();
  const words = useCanvasWords();
  const fitted = useRef(false);
  const frame = useRef<HTMLElement>(null);
  const { nodes, edges } = useMemo(() => drawn(seen, laid), [seen, laid]);

  useEffect(() => {
    if (places.size === 0 || fitted.current) return;
    fitted.current = true;
    const box = frame.current?.getBoundingClientRect();
    if (box) requestAnimationFrame(() => flow.setViewport(beginning(places, box)));
  }, [places, flow]);

  const connect = (made: Connection) => {
    const from = { node: made.source === TRIGGER ? null : made.source, branch: made.sourceHandle ?? "" };
    if (made.target && made.target !== made.source) onConnect?.(from, made.target);
  };
  const drop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(STEP_TYPE);
    if (!kind || !onDrop) return;
    event.preventDefault();
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const near = nearest(edges, places, point);
    if (near) onDrop(kind, near);
  };
  return (
    <section
      ref={frame}
      className={classes.frame}
      aria-label={t("campaign.canvas")}
      onDragOver={(event) => onDrop && event.preventDefault()}
      onDrop={drop}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        ariaLabelConfig={words}
        colorMode={scheme}
        nodesDraggable={false}
        nodesConnectable={onConnect !== undefined}
        nodesFocusable={false}
        edgesFocusable={false}
        defaultMarkerColor={null}
        deleteKeyCode={null}
        minZoom={0.2}
        maxZoom={1.5}
        proOptions={{ hideAttribution: false }}
        onConnect={connect}
        onPaneClick={() => seen.choose(null)}
        onKeyDown={(event) => {
          const isKey = event.key === "Delete" || event.key === "Backspace";
          if (isKey && seen.chosen && seen.chosen !== TRIGGER) onRemove?.(seen.chosen);
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
        <GoesOn places={places} />
        {seen.draft.nodes.length > MINIMAP_FROM && (
          <MiniMap pannable zoomable className={classes.minimap} style={MINIMAP} />
        )}
      </ReactFlow>
    </section>
  );
}

function drawn(seen: ReturnType<typeof useSeen>, { places, ways }: Laid): { nodes: Node[]; edges: Edge[] } {
  const at = (id: string) => places.get(id);
  const known = edgesOf(seen.draft, seen.branchesOf);
  const cards: Node[] = [TRIGGER, ...seen.draft.nodes.map((one) => one.id)].flatMap((id) => {
    const position = at(id);
    return position ? [{ id, type: "card", position, data: {}, ...CARD, selectable: false, style: REACHABLE }] : [];
  });
  const open: Node[] = known.flatMap((edge) => {
    const id = openId(edge.node, edge.branch);
    const position = at(id);
    if ((edge.to !== null && nodeOf(seen.draft, edge.to)) || !position) return [];
    return [{ id, type: "open", position, data: { from: edge }, ...OPEN, selectable: false, style: REACHABLE }];
  });
  const edges: Edge[] = known.map((edge) => {
    const isOpen = edge.to === null || !nodeOf(seen.draft, edge.to);
    const target = isOpen ? openId(edge.node, edge.branch) : (edge.to as string);
    return {
      id: edgeId(edge.node, edge.branch),
      source: edge.node ?? TRIGGER,
      sourceHandle: edge.branch,
      target,
      type: "line",
      data: {
        from: { node: edge.node, branch: edge.branch },
        isOpen,
        way: ways.get(wayId(edge.node, edge.branch, target)),
      },
      markerEnd: { type: MarkerType.ArrowClosed },
      selectable: false,
      ...UNSPOKEN,
    };
  });
  return { nodes: [...cards, ...open], edges };
}

/** The line whose middle is next to a point. */
function nearest(edges: Edge[], places: Map<string, Placed>, point: Placed): From | null {
  let best: From | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const edge of edges) {
    const [one, other] = [places.get(edge.source), places.get(edge.target)];
    if (!one || !other) continue;
    const isOpen = edge.target.startsWith("@open");
    const x = (one.x + CARD.width / 2 + other.x + (isOpen ? OPEN : CARD).width / 2) / 2;
    const y = (one.y + CARD.height + other.y) / 2;
    const far = (x - point.x) ** 2 + (y - point.y) ** 2;
    if (far < least) [best, least] = [(edge.data as { from: From }).from, far];
  }
  return best;
}
