/** How the size of a segment changed, day by day. */
import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSegmentHistory } from "../../api/queries";
import { ChartCard, LineOverTime } from "../../parts/ChartCard";
import { useFormats } from "../../parts/Formats";
import { useAddress } from "../../parts/useAddress";

const SPANS = ["30", "90", "365"] as const;

export function SizeOverTime({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [read, write] = useAddress();
  const days = Number(read("days")) || 90;
  const { data, error, refetch } = useSegmentHistory(id, days);
  return (
    <ChartCard
      question={t("segments.sizeQuestion")}
      file={`segment-${id}-size.csv`}
      header={[t("segments.day"), t("segments.members"), t("segments.entered"), t("segments.left")]}
      rows={data?.map((day) => ({
        shown: [format.day(day.date), format.number(day.size), format.signed(day.entered), format.signed(-day.left)],
        exported: [day.date, day.size, day.entered, day.left],
      }))}
      error={error && !data ? error : undefined}
      onRetry={() => refetch()}
      empty={t("segments.noHistory")}
      height={280}
      aside={
        <SegmentedControl
          size="xs"
          value={String(days)}
          onChange={(value) => write({ days: value === "90" ? null : value })}
          data={SPANS.map((span) => ({ value: span, label: t("segments.days", { count: Number(span) }) }))}
        />
      }
    >
      <LineOverTime
        data={(data ?? []).map((day) => ({ date: format.shortDay(day.date), size: day.size }))}
        x="date"
        y="size"
        label={t("segments.members")}
        write={(value) => format.number(value)}
        writeShort={format.compact}
        height={280}
      />
    </ChartCard>
  );
}
