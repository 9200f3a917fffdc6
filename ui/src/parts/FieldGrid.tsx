/** Fields beside each other, below each other on a phone; their inputs stand in a line, however long a label is. */
import type { ReactNode } from "react";
import classes from "./FieldGrid.module.css";

export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className={classes.grid}>{children}</div>;
}

/** A wide and a narrow field in the place of one. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={classes.nested}>{children}</div>;
}
