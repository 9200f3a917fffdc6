/** Bars from zero, each with its name and value beside it, and a mark where it ended in the period compared with. */
import { Text } from "@mantine/core";
import { Link } from "react-router";
import classes from "./NamedBars.module.css";

export interface NamedBar {
  key: string;
  name: string;
  to?: string;
  value: number;
  beside?: number;
  written: string;
  moved?: string | null;
}

export function NamedBars({ rows, label }: { rows: NamedBar[]; label: string }) {
  const most = Math.max(1e-9, ...rows.flatMap((row) => [row.value, row.beside ?? 0]));
  const part = (value: number) => `${(Math.max(value, 0) / most) * 100}%`;
  return (
    <ul className={classes.bars} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className={classes.name}>
            {row.to ? (
              <Link to={row.to} className="plain-link">
                {row.name}
              </Link>
            ) : (
              row.name
            )}
          </span>
          <span className={classes.track} aria-hidden>
            <span className={classes.bar} style={{ width: part(row.value) }} />
            {row.beside !== undefined && <span className={classes.mark} style={{ left: part(row.beside) }} />}
          </span>
          <span className={`${classes.value} figures`}>
            {row.written}
            {row.moved && (
              <Text component="span" size="xs" c="dimmed" ml={8}>
                {row.moved}
              </Text>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
