/** How a segment moved, day by day: its size as a line, who came and went as bars, and who is about to. */
import { SegmentedControl, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSegmentHistory } from "../../../api/queries";
import type { SegmentDay } from "../../../api/types";
import { BarsBothWays, ChartCard, LineOverTime } from "../../../parts/ChartCard";
import { useFormats } from "../../../parts/Formats";
import { useAddress } from "../../../parts/useAddress";
import { Coming } from "./Coming";
import type { SegmentTabProps } from "./tabs";

const SPANS = ["30", "90", "365"] as const;

export function HistoryTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const days = Number(read("days")) || 90;
  const history = useSegmentHistory(id, days);
  const span = (
    <SegmentedControl
      size="xs"
      value={String(days)}
      onChange={(value) => write({ days: value === "90" ? null : value })}
      data={SPANS.map((one) => ({ value: one, label: t("segments.days", { count: Number(one) }) }))}
    />
  );
  const shown = {
    id,
    days: history.data,
    error: history.error && !history.data ? history.error : undefined,
    onRetry: () => history.refetch(),
  };
  return (
    <Stack gap="md">
      <Size {...shown} aside={span} />
      {!shown.error && history.data?.length !== 0 && <CameAndWent {...shown} />}
      {segment?.state === "active" && <Coming segment={segment} />}
    </Stack>
  );
}

interface Shown {
  id: string;
  days: SegmentDay[] | undefined;
  error: unknown;
  onRetry: () => void;
}

function Size({ id, days, error, onRetry, aside }: Shown & { aside: React.ReactNode }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <ChartCard
      question={t("segments.sizeQuestion")}
      file={`segment-${id}-size.csv`}
      header={[t("segments.day"), t("segments.members")]}
      rows={days?.map((day) => ({
        shown: [format.day(day.date), format.number(day.size)],
        exported: [day.date, day.size],
      }))}
      error={error}
      onRetry={onRetry}
      empty={t("segments.noHistory")}
      height={260}
      aside={aside}
    >
      <LineOverTime
        data={(days ?? []).map((day) => ({ date: format.shortDay(day.date), size: day.size }))}
        x="date"
        y="size"
        label={t("segments.members")}
        write={format.number}
        writeShort={format.compact}
        height={260}
      />
    </ChartCard>
  );
}

/** Below the line stands whoever goes; nothing there is drawn as nothing, not as minus zero. */
const signed = (what: string, count: number) => (count !== 0 && (what === "left" || what === "took") ? -count : count);

/** Whom the segment's beginning or another definition put in and out, on a day on which it did. */
const ASIDE = ["brought", "took"] as const;

function CameAndWent({ id, days, error, onRetry }: Shown) {
  const { t } = useTranslation();
  const format = useFormats();
  const aside = ASIDE.filter((one) => days?.some((day) => day[one] > 0));
  return (
    <ChartCard
      question={t("segments.cameQuestion")}
      unit={t(aside.length > 0 ? "segments.cameHintAside" : "segments.cameHint")}
      file={`segment-${id}-moves.csv`}
      header={[
        t("segments.day"),
        t("segments.entered"),
        t("segments.left"),
        ...aside.map((one) => t(`segments.${one}`)),
      ]}
      rows={days?.map((day) => ({
        shown: [
          format.day(day.date),
          format.signed(day.entered),
          format.signed(-day.left),
          ...aside.map((one) => format.signed(signed(one, day[one]))),
        ],
        exported: [day.date, day.entered, day.left, ...aside.map((one) => day[one])],
      }))}
      error={error}
      onRetry={onRetry}
      empty={t("segments.noHistory")}
      height={200}
    >
      <BarsBothWays
        data={(days ?? []).map((day) => ({
          date: format.shortDay(day.date),
          entered: day.entered,
          left: signed("left", day.left),
          brought: day.brought,
          took: signed("took", day.took),
        }))}
        x="date"
        up={{ name: "entered", label: t("segments.entered") }}
        down={{ name: "left", label: t("segments.left") }}
        aside={aside.map((one) => ({ name: one, label: t(`segments.${one}`) }))}
        write={(value) => format.number(Math.abs(value))}
        writeShort={(value) => format.compact(Math.abs(value))}
        height={200}
      />
    </ChartCard>
  );
}
