/** Something by month, each as a bar beside its number; where there is something to compare it with, that below. */
import { Group, Text } from "@mantine/core";
import { useFormats } from "../Formats";
import classes from "./Past.module.css";

interface Props {
  title: string;
  months: { month: string; value: number; shown: string; before: number; shownBefore: string }[];
  compared: boolean;
}

export function Months({ title, months, compared }: Props) {
  const format = useFormats();
  if (months.length < 2) return null;
  const most = Math.max(...months.flatMap((one) => [one.value, one.before]), 1);
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {title}
      </Text>
      <ul className={classes.bars}>
        {months.map((one) => (
          <li key={one.month} className={classes.bar}>
            <span className={classes.month}>{format.month(one.month)}</span>
            <span className={classes.track} aria-hidden>
              <span className={classes.fill} style={{ width: `${(100 * one.value) / most}%` }} />
              {compared && <span className={classes.before} style={{ width: `${(100 * one.before) / most}%` }} />}
            </span>
            <Group gap={4} justify="flex-end" wrap="nowrap" className="figures">
              <span>{one.shown}</span>
              {compared && <span className={classes.dim}>{one.shownBefore}</span>}
            </Group>
          </li>
        ))}
      </ul>
    </div>
  );
}
