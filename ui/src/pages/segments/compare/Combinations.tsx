/** Who is in exactly which segments: a bar for each combination, with a dot for each segment that it lies in. */
import { useTranslation } from "react-i18next";
import type { CombinationOut, OverlapOut } from "../../../api/schema";
import { ChartCard } from "../../../parts/ChartCard";
import { useFormats } from "../../../parts/Formats";
import classes from "./Compare.module.css";

/** Room for the figure beside the longest bar, of seven digits. */
const FIGURE = "84px";

export function Combinations({ found }: { found: OverlapOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const names = new Map((found?.segments ?? []).map((one) => [one.id, one.name]));
  const named = (one: CombinationOut) => one.segments.map((id) => names.get(id) ?? id).join(" + ");
  return (
    <ChartCard
      question={t("compare.combinations")}
      unit={t("compare.combinationsUnit")}
      file="segments-combinations.csv"
      header={[t("compare.in"), t("compare.customers")]}
      rows={
        found &&
        (found.combinations ?? []).map((one) => ({
          shown: [named(one), format.number(one.size)],
          exported: [named(one), one.size],
        }))
      }
      empty={t("compare.nobody")}
      height={280}
    >
      {found && <Bars found={found} named={named} />}
    </ChartCard>
  );
}

function Bars({ found, named }: { found: OverlapOut; named: (one: CombinationOut) => string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const combinations = found.combinations ?? [];
  const largest = Math.max(...combinations.map((one) => one.size), 1);
  return (
    <>
      <div className={classes.legend}>
        {found.segments.map((segment, n) => (
          <span key={segment.id} className="break">
            <span className={classes.number}>{n + 1}</span>
            {segment.name}
          </span>
        ))}
      </div>
      <table className={classes.table} aria-label={t("compare.combinations")}>
        <thead>
          <tr>
            <th className={classes.sets} scope="col">
              <span className={`${classes.dots} ${classes.heads}`}>
                {found.segments.map((segment, n) => (
                  <span key={segment.id} className={classes.dot} title={segment.name}>
                    {n + 1}
                  </span>
                ))}
              </span>
            </th>
            <th scope="col">{t("compare.customers")}</th>
          </tr>
        </thead>
        <tbody>
          {combinations.map((one) => (
            <tr key={one.segments.join(",")} title={named(one)}>
              <td className={classes.sets}>
                <span className={classes.dots} role="img" aria-label={named(one)}>
                  {found.segments.map((segment) => (
                    <span
                      key={segment.id}
                      className={classes.dot}
                      data-in={one.segments.includes(segment.id) || undefined}
                    />
                  ))}
                </span>
              </td>
              <td>
                <div className={classes.bar}>
                  <div
                    className={classes.fill}
                    style={{ width: `calc((100% - ${FIGURE}) * ${one.size / largest})` }}
                    aria-hidden
                  />
                  <span className="figures">{format.number(one.size)}</span>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
