/** Bars from zero, each with its name and value beside it, and a mark where it ended in the period compared with. */
import { VisuallyHidden } from "@mantine/core";
import { Link } from "react-router";
import { FirstOf } from "./FirstOf";
import classes from "./NamedBars.module.css";

export interface NamedBar {
  key: string;
  name: string;
  to?: string;
  value: number;
  beside?: number;
  written: string;
  /** What the mark stands at, in words. */
  was?: string;
  moved?: string | null;
}

/** More would be a table, which stands behind them. */
const MOST = 15;
const BAR_PX = 26;

/** As much room as so many take. */
export const heightOfBars = (count: number): number => Math.max(120, Math.min(count, MOST) * BAR_PX);

/** Of what is and was nothing there is nothing to mark. */
const isMarked = ({ value, beside }: NamedBar): boolean => beside !== undefined && (value > 0 || beside > 0);

export function NamedBars({ rows, label }: { rows: NamedBar[]; label: string }) {
  const drawn = rows.slice(0, MOST);
  const most = Math.max(1e-9, ...drawn.flatMap((row) => [row.value, row.beside ?? 0]));
  const part = (value: number) => `${(Math.max(value, 0) / most) * 100}%`;
  return (
    <>
      <ul className={classes.bars} aria-label={label}>
        {drawn.map((row) => (
          <li key={row.key}>
            <span className={classes.name} title={row.name}>
              {row.to ? (
                <Link to={row.to} className="plain-link">
                  {row.name}
                </Link>
              ) : (
                row.name
              )}
            </span>
            <span className={classes.track} title={row.was} aria-hidden>
              <span className={classes.bar} style={{ width: part(row.value) }} />
              {isMarked(row) && <span className={classes.mark} style={{ left: part(row.beside ?? 0) }} />}
            </span>
            <span className={`${classes.value} figures`}>{row.written}</span>
            <span className={`${classes.moved} figures`}>
              {row.moved}
              {row.was && <VisuallyHidden>, {row.was}</VisuallyHidden>}
            </span>
          </li>
        ))}
      </ul>
      <FirstOf shown={drawn.length} all={rows.length} />
    </>
  );
}
