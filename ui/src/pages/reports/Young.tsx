/** Says of segments that are younger than the period since when it is known who was in them. */
import { useTranslation } from "react-i18next";
import type { PeriodOut } from "../../api/schema";
import { useFormats } from "../../parts/Formats";

const MOST_NAMES = 5;

interface Props {
  segments: { name: string; known_since: string }[];
  since: PeriodOut | undefined;
}

export function Young({ segments, since }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const young = segments.filter((one) => one.known_since > (since?.first_day ?? ""));
  if (young.length === 0) return null;
  return t("reports.young", {
    count: young.length,
    names: young
      .slice(0, MOST_NAMES)
      .map((one) => `${one.name} (${format.day(one.known_since)})`)
      .join(", "),
  });
}
