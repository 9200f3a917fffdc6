/** Which share of each segment is in each other one; the numbers of customers are in the table behind. */
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { OverlapOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { Num, useFormats } from "../../../parts/Formats";
import { useMore } from "../../../parts/useMore";
import { segmentPath } from "../state";
import classes from "./Compare.module.css";

export function Matrix({ found }: { found: OverlapOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const segments = found?.segments ?? [];
  const header = [t("segments.one"), t("segments.size"), ...segments.map((one) => one.name)];
  return (
    <ChartCard
      question={t("compare.matrix")}
      unit={t("compare.matrixUnit")}
      file="segments-overlap.csv"
      header={header}
      rows={
        found &&
        segments.map((one, row) => {
          const both = segments.map((_, column) => found.both[row]?.[column] ?? 0);
          return {
            shown: [one.name, format.number(one.size), ...both.map(format.number)],
            exported: [one.name, one.size, ...both],
          };
        })
      }
      height={280}
    >
      {found && <Cells found={found} />}
    </ChartCard>
  );
}

function Cells({ found }: { found: OverlapOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { segments } = found;
  const scrolled = useMore();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled sideways has to be reached by keyboard
    <section ref={scrolled} className={classes.scrolled} aria-label={t("compare.matrix")} tabIndex={0}>
      <table className={classes.table} aria-label={t("compare.matrix")}>
        <thead>
          <tr>
            <th className={classes.name} scope="col">
              {t("segments.one")}
              <span className={classes.narrow}>, %</span>
            </th>
            <th className={`${classes.figure} ${classes.members}`} scope="col">
              {t("segments.size")}
            </th>
            {segments.map((one, n) => (
              <th key={one.id} className={classes.figure} scope="col" title={one.name}>
                {n + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {segments.map((one, row) => (
            <tr key={one.id}>
              <td className={classes.name}>
                <div className={classes.named} title={one.name}>
                  <span className={classes.number}>{row + 1}</span>
                  <Link to={segmentPath(one.id)} className="plain-link break">
                    {one.name}
                  </Link>
                </div>
                <div className={classes.sizeBelow}>{format.number(one.size)}</div>
              </td>
              <td className={`${classes.figure} ${classes.members}`}>
                <Num value={one.size} />
              </td>
              {segments.map((other, column) => {
                const share = found.share[row]?.[column] ?? 0;
                const both = format.number(found.both[row]?.[column] ?? 0);
                const shown = format.percent(share);
                return row === column ? (
                  <td key={other.id} className={`${classes.figure} ${classes.self}`}>
                    –
                  </td>
                ) : (
                  <td
                    key={other.id}
                    className={`${classes.figure} ${classes.cell}`}
                    style={{ "--share": share } as CSSProperties}
                    title={t("compare.cell", { both, share: shown, one: one.name, other: other.name })}
                  >
                    <span className={classes.wide}>{shown}</span>
                    <span className={classes.narrow}>{format.number(Math.round(share * 100))}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
