/** How one number moved, as a line small enough for a row of a table; what it says is told in words too. */
import { Tooltip } from "@mantine/core";
import classes from "./Sparkline.module.css";

interface Props {
  values: number[];
  /** The line in words. */
  label: string;
}

const WIDTH = 96;
const HEIGHT = 24;
const INSET = 2;
/** A line spans at least this share of its highest value, so that a few customers more don't look like a jump. */
const LEAST_SPAN = 0.2;

/** The points of the line; flat where there is little to tell. */
export function pointsOf(values: number[]): [number, number][] {
  const highest = Math.max(...values);
  const span = Math.max(highest - Math.min(...values), highest * LEAST_SPAN, 1);
  const middle = (highest + Math.min(...values)) / 2;
  const step = values.length > 1 ? (WIDTH - 2 * INSET) / (values.length - 1) : 0;
  return values.map((value, index) => [
    INSET + index * step,
    HEIGHT / 2 - ((value - middle) / span) * (HEIGHT - 2 * INSET),
  ]);
}

export function Sparkline({ values, label }: Props) {
  if (values.length < 2) return <span aria-hidden>–</span>;
  const points = pointsOf(values);
  const [x, y] = points.at(-1) as [number, number];
  return (
    <Tooltip label={label}>
      {/* No title: the browser would show it over the same words. */}
      <svg
        className={classes.line}
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label}
      >
        <polyline points={points.map((point) => point.map((one) => one.toFixed(1)).join(",")).join(" ")} />
        <circle cx={x} cy={y} r={2} />
      </svg>
    </Tooltip>
  );
}
