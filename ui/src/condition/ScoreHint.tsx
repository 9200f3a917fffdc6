/** Where the fifths of the shop end today, under a line that asks for a score. */
import { Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useScores } from "../api/queries";
import { useFormats } from "../parts/Formats";
import classes from "./Editor.module.css";

const SCORE = /^customer\.(recency|frequency|monetary)_score$/;

export function ScoreHint({ path }: { path: string | undefined }) {
  const measure = path?.match(SCORE)?.[1] as "recency" | "frequency" | "monetary" | undefined;
  return measure ? <Ends measure={measure} /> : null;
}

/** Where two fifths end at the same, nobody has the score between them, and nothing is said of it. */
function said(t: TFunction, measure: "recency" | "frequency" | "monetary", ends: string[]): string {
  const between = ends.flatMap((end, at) =>
    at === 0 || end === ends[at - 1] ? [] : [t("score.next", { score: at + 1, end })],
  );
  return [t(`score.first.${measure}`, { end: ends[0] }), ...between, t(`score.last.${measure}`)].join("; ");
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
      {ends.length ? said(t, measure, ends) : t("score.none")}
    </Text>
  );
}
