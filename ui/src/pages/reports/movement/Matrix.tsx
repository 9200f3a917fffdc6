/** Who went from which segment to which: a line for where from, a column for where to. */
import { Text, VisuallyHidden } from "@mantine/core";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { MovementOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { useFormats } from "../../../parts/Formats";
import { Sideways } from "../../../parts/Sideways";
import classes from "../Heat.module.css";
import { busiest, movesBetween } from "./moves";

export interface Part {
  report: MovementOut | undefined;
  error: Error | null;
  onRetry: () => void;
}

/** No more than a page has room for. */
const MOST = 10;
/** No more than can be read as a table: between so many segments the report has all ways. */
const MOST_BEHIND = 49;

export function Matrix({ report, error, onRetry }: Part) {
  const { t } = useTranslation();
  const format = useFormats();
  const moved = busiest(report);
  const none = t("reports.none");
  const drawn = movesBetween(moved.slice(0, MOST), report, none);
  const behind = movesBetween(moved.slice(0, MOST_BEHIND), report, none);
  const most = Math.max(1, ...drawn.counts.flat());
  const { names, ids } = drawn;
  const left = moved.length - MOST_BEHIND;
  return (
    <ChartCard
      question={t("reports.matrix")}
      unit={t("reports.matrixText")}
      file={left > 0 ? `segment-movement-${MOST_BEHIND}-of-${moved.length}.csv` : "segment-movement.csv"}
      header={[t("reports.fromSegment"), ...behind.names]}
      rows={
        report &&
        (moved.length === 0
          ? []
          : behind.counts.map((counts, row) => ({
              shown: [behind.names[row], ...counts.map((count) => format.number(count))],
              exported: [behind.names[row], ...counts],
            })))
      }
      empty={t("reports.nobodyMoved")}
      error={error}
      onRetry={onRetry}
    >
      <Sideways label={t("reports.matrix")}>
        <table className={classes.heat} aria-label={t("reports.matrix")}>
          <thead>
            <tr>
              <th scope="col">
                {t("reports.fromSegment")} ↓ {t("reports.toSegment")} →
              </th>
              {names.map((name, column) => (
                <th
                  key={ids[column]}
                  scope="col"
                  className={`${classes.figure} ${ids[column] === null ? classes.named : ""}`}
                  title={name}
                >
                  {ids[column] !== null && <span aria-hidden>{column + 1}</span>}
                  {ids[column] === null ? name : <VisuallyHidden>{name}</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drawn.counts.map((counts, row) => (
              <tr key={ids[row]}>
                <th
                  scope="row"
                  title={names[row]}
                  style={{ maxWidth: 180, overflow: "hidden", textOverflow: "ellipsis" }}
                >
                  {ids[row] === null ? names[row] : `${row + 1} ${names[row]}`}
                </th>
                {counts.map((count, column) => (
                  <td key={ids[column]} className={classes.cell} style={{ "--part": count / most } as CSSProperties}>
                    {row === column ? "" : format.number(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
      {moved.length > MOST && (
        <Text size="xs" c="dimmed" mt="sm">
          {t(left > 0 ? "reports.busiestOfMany" : "reports.busiestOf", {
            shown: format.number(MOST),
            all: format.number(moved.length),
            behind: format.number(MOST_BEHIND),
            ways: t("reports.flows"),
          })}
        </Text>
      )}
    </ChartCard>
  );
}
