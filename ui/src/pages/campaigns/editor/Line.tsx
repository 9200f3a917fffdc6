/** A line from one card to the next: the branch it is, how many passed, and "+" to put a step there. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../parts/Formats";
import { branchLabel } from "../kinds";
import classes from "./Canvas.module.css";
import { useSeen } from "./DrawingContext";
import type { From } from "./graph";

const BEGINS_PX = 20;

export function Line(props: EdgeProps) {
  const seen = useSeen();
  const { t } = useTranslation();
  const format = useFormats();
  const { from, isOpen } = props.data as unknown as { from: From; isOpen: boolean };
  const [path, x, y] = getSmoothStepPath(props);
  const label = branchLabel(from.branch, t);
  const counts = seen.counts;
  const passed = counts
    ? from.node === null
      ? counts.entered
      : (counts.edges.find((one) => one.node === from.node && one.branch === from.branch)?.runs ?? 0)
    : null;
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
          <div
            className={classes.adder}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y + BEGINS_PX / 2}px)` }}
          >
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
