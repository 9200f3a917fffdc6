/** Who will leave and enter by time alone: birthdays that pass, purchases that fall out of a window. */
import { useTranslation } from "react-i18next";
import { useSegmentComing } from "../../../api/queries";
import type { Segment } from "../../../api/types";
import { BarsBothWays, ChartCard } from "../../../parts/ChartCard";
import { useFormats } from "../../../parts/Formats";

const DAYS = 30;

export function Coming({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data, error, refetch } = useSegmentComing(segment.id, DAYS);
  const total = (side: "entering" | "leaving") => (data?.days ?? []).reduce((sum, day) => sum + day[side], 0);
  const [entering, leaving] = [total("entering"), total("leaving")];
  // Days on which nobody moves are no answer; all of them together say that nobody does.
  const days = entering + leaving > 0 ? (data?.days ?? []) : [];
  const said = [
    entering + leaving > 0 && t("coming.sums", { in: format.number(entering), out: format.number(leaving) }),
    t("coming.hint"),
    data && !data.exact && t("coming.inexact"),
    segment.refresh.kind !== "automatic" && t("coming.kept"),
  ];
  return (
    <ChartCard
      question={t("coming.question")}
      unit={said.filter(Boolean).join(" ")}
      file={`segment-${segment.id}-coming.csv`}
      header={[t("segments.day"), t("coming.entering"), t("coming.leaving")]}
      rows={
        data &&
        days.map((day) => ({
          shown: [format.day(day.date), format.signed(day.entering), format.signed(-day.leaving)],
          exported: [day.date, day.entering, day.leaving],
        }))
      }
      error={error && !data ? error : undefined}
      onRetry={() => refetch()}
      empty={t("coming.nobody", { count: DAYS })}
      height={200}
    >
      <BarsBothWays
        data={days.map((day) => ({
          date: format.shortDay(day.date),
          entering: day.entering,
          leaving: day.leaving === 0 ? 0 : -day.leaving,
        }))}
        x="date"
        up={{ name: "entering", label: t("coming.entering") }}
        down={{ name: "leaving", label: t("coming.leaving") }}
        write={(value) => format.number(Math.abs(value))}
        writeShort={(value) => format.compact(Math.abs(value))}
        height={200}
      />
    </ChartCard>
  );
}
