/** How a segment stands, as a dot with a word. */
import { useTranslation } from "react-i18next";
import type { Segment, SegmentState } from "../../api/types";
import { StateDot, type Tone } from "../../parts/StateDot";

const TONES: Record<SegmentState, Tone> = { active: "good", computing: "busy", broken: "bad", archived: "off" };

export function SegmentStateDot({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  return (
    <StateDot
      tone={TONES[segment.state] ?? "off"}
      label={t(`segmentState.${segment.state}`)}
      hint={segment.state === "broken" ? segment.broken_reason : null}
    />
  );
}

export const segmentPath = (id: string) => `/segments/${encodeURIComponent(id)}`;
