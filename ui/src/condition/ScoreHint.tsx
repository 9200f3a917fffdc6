/** Where the fifths of the shop end today, under a line that asks for a score. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useScores } from "../api/queries";
import { useFormats } from "../parts/Formats";
import classes from "./Editor.module.css";

const SCORE = /^customer\.(recency|frequency|monetary)_score$/;

export function ScoreHint({ path }: { path: string | undefined }) {
  const measure = path?.match(SCORE)?.[1] as "recency" | "frequency" | "monetary" | undefined;
  return measure ? <Ends measure={measure} /> : null;
}

function Ends({ measure }: { measure: "recency" | "frequency" | "monetary" }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data } = useScores();
  if (!data) return null;
  const ends = {
    recency: () => data.recency.map((at) => format.instant(at)),
    frequency: () => data.frequency.map((count) => format.number(count)),
    monetary: () => data.monetary.map((amount) => format.money(amount)),
  }[measure]();
  return (
    <Text size="xs" c="dimmed" className={classes.remark}>
      {ends.length ? t(`score.${measure}`, { ends }) : t("score.none")}
    </Text>
  );
}
