/** A line from one card to the next: the branch it is, how many passed, and "+" to put a step there. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";
import { branchLabel } from "../kinds";
import classes from "./Canvas.module.css";
import { useSeen } from "./DrawingContext";
import { type From, passedAlong } from "./graph";
import type { Placed } from "./layout";

const BEGINS_PX = 20;
const CORNER_PX = 6;

const far = (one: Placed, other: Placed) => Math.hypot(other.x - one.x, other.y - one.y);

/** The point so far along from one to another. */
const along = (one: Placed, other: Placed, by: number): Placed => {
  const share = by / (far(one, other) || 1);
  return { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share };
};

/** A line by its corners, which are rounded, and the point in the middle of what lies after the name of its branch. */
function drawn(way: Placed[]): [path: string, x: number, y: number] {
  const [first, ...rest] = way as [Placed, ...Placed[]];
  let path = `M ${first.x} ${first.y}`;
  let before = first;
  const whole = rest.reduce((sum, at, index) => sum + far(way[index] as Placed, at), 0);
  let left = (whole + BEGINS_PX) / 2;
  let middle: Placed | null = null;
  rest.forEach((at, index) => {
    const next = rest[index + 1];
    const from = way[index] as Placed;
    const long = far(from, at);
    if (middle === null && left <= long) middle = along(from, at, left);
    left -= long;
    if (next) {
      const round = Math.min(CORNER_PX, long / 2, far(at, next) / 2);
      const [into, out] = [along(at, before, round), along(at, next, round)];
      path += ` L ${into.x} ${into.y} Q ${at.x} ${at.y} ${out.x} ${out.y}`;
    } else path += ` L ${at.x} ${at.y}`;
    before = at;
  });
  const { x, y } = middle ?? first;
  return [path, x, y];
}

export function Line(props: EdgeProps) {
  const seen = useSeen();
  const { t } = useTranslation();
  const format = useFormats();
  const { from, isOpen, way } = props.data as unknown as { from: From; isOpen: boolean; way?: Placed[] };
  const [path, x, y] = way ? drawn(way) : getSmoothStepPath(props);
  const label = branchLabel(from.branch, t);
  const passed = seen.counts ? passedAlong(seen.counts, from) : null;
  return (
    <>
      <BaseEdge path={path} markerEnd={props.markerEnd} />
      <EdgeLabelRenderer>
        {(label || passed !== null) && (
          <div
            className={classes.label}
            style={{ transform: `translate(-50%, -50%) translate(${props.sourceX}px, ${props.sourceY + BEGINS_PX}px)` }}
          >
            {label && <span>{label}</span>}
            {passed !== null && (
              <Tooltip label={t("campaign.passed")}>
                <span className="figures">{format.number(passed)}</span>
              </Tooltip>
            )}
          </div>
        )}
        {seen.add && !isOpen && (
          <div className={classes.adder} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            <ActionIcon
              variant="default"
              radius="xl"
              className={classes.plus}
              aria-label={t("campaign.addBetween")}
              onClick={() => seen.add?.(from)}
            >
              <IconPlus size={14} stroke={1.5} />
            </ActionIcon>
          </div>
        )}
      </EdgeLabelRenderer>
    </>
  );
}
