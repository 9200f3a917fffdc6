/** The tabs of a segment's page, in their order. A new one is a component in a file of its own and one line here. */
import type { ComponentType } from "react";
import type { Segment } from "../../../api/types";
import { DeedsTab } from "./DeedsTab";
import { HistoryTab } from "./HistoryTab";
import { MembersTab } from "./MembersTab";
import { OverlapTab } from "./OverlapTab";
import { PinsTab } from "./PinsTab";
import { SalesTab } from "./SalesTab";
import { UsesTab } from "./UsesTab";

export interface SegmentTabProps {
  id: string;
  /** Not there yet while it is loading. */
  segment: Segment | undefined;
}

interface SegmentTab {
  value: string;
  label:
    | "segments.members"
    | "segments.history"
    | "overlap.title"
    | "sales.title"
    | "deeds.title"
    | "pins.title"
    | "uses.title";
  Panel: ComponentType<SegmentTabProps>;
}

export const TABS: SegmentTab[] = [
  { value: "members", label: "segments.members", Panel: MembersTab },
  { value: "history", label: "segments.history", Panel: HistoryTab },
  { value: "overlap", label: "overlap.title", Panel: OverlapTab },
  { value: "sales", label: "sales.title", Panel: SalesTab },
  { value: "deeds", label: "deeds.title", Panel: DeedsTab },
  { value: "pins", label: "pins.title", Panel: PinsTab },
  { value: "uses", label: "uses.title", Panel: UsesTab },
];
