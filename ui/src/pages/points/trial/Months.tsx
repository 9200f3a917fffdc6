/** The points of a tried rule by month, each as a bar beside its number; where there is a rule in force, its own below. */
import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TriedMonthOut } from "../../../api/schema";
import { useFormats } from "../../../parts/Formats";
import classes from "./Trial.module.css";

export function Months({ months, compared }: { months: TriedMonthOut[]; compared: boolean }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (months.length < 2) return null;
  const most = Math.max(...months.flatMap((one) => [one.points, one.in_force]), 1);
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {compared ? t("trial.byMonthCompared") : t("trial.byMonth")}
      </Text>
      <ul className={classes.bars}>
        {months.map((one) => (
          <li key={one.month} className={classes.bar}>
            <span className={classes.month}>{format.month(one.month)}</span>
            <span className={classes.track} aria-hidden>
              <span className={classes.fill} style={{ width: `${(100 * one.points) / most}%` }} />
              {compared && <span className={classes.before} style={{ width: `${(100 * one.in_force) / most}%` }} />}
            </span>
            <Group gap={4} justify="flex-end" wrap="nowrap" className="figures">
              <span>{format.number(one.points)}</span>
              {compared && <span className={classes.dim}>{format.number(one.in_force)}</span>}
            </Group>
          </li>
        ))}
      </ul>
    </div>
  );
}
