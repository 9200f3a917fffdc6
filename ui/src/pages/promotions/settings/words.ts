/** What holds for all promotions, as its form holds it; what of it is sent, and what is wrong in it. */
import type { LaneOut, PolicyChange, PolicyOut } from "../../../api/schema";
import type { Json, JsonSchema } from "../../../api/types";
import { type Wrong, wrongWith } from "../../../parts/schema";

export interface LaneWords {
  /** Known on this page alone, so that lanes keep their inputs while they move. */
  key: string;
  id: string | null;
  name: string;
  together: LaneOut["together"];
}

export interface Words {
  lanes: LaneWords[];
  percent_of: PolicyOut["percent_of"];
  most_percent: Json;
  most: Json;
  floor: string | null;
}

export const TOGETHER = ["all", "first", "best"] as const;
export const MOST_LANES = 20;

export const PERCENT = { type: "string", format: "percent", maximum: 100 } as const satisfies JsonSchema;
export const AMOUNT = { type: "object", format: "money", exclusiveMinimum: 0 } as const satisfies JsonSchema;

export function wordsOf(policy: PolicyOut): Words {
  return {
    lanes: policy.lanes.map((lane) => ({ key: lane.id, ...lane })),
    percent_of: policy.percent_of,
    most_percent: policy.most_percent,
    most: policy.most as Json,
    floor: policy.floor,
  };
}

export function bodyOf(words: Words): Omit<PolicyChange, "version"> {
  return {
    lanes: words.lanes.map(({ id, name, together }) => ({ id, name: name.trim(), together })),
    percent_of: words.percent_of,
    most_percent: words.most_percent as string | null,
    most: words.most as PolicyChange["most"],
    floor: words.floor,
  };
}

const folded = (name: string) => name.trim().toLowerCase();

/** The lane that is called as one before it, or -1. */
export const repeatedLane = (lanes: LaneWords[]): number =>
  lanes.findIndex((lane, index) =>
    lanes.slice(0, index).some((before) => folded(lane.name) !== "" && folded(before.name) === folded(lane.name)),
  );

/** The field that can't be sent first, and what is wrong with it. */
export function wrongOf(words: Words, places: number): [string, Wrong | "twice"] | null {
  const nameless = words.lanes.findIndex((lane) => lane.name.trim() === "");
  if (nameless >= 0) return [`/lanes/${nameless}/name`, { what: "empty", limit: 0 }];
  const twice = repeatedLane(words.lanes);
  if (twice >= 0) return [`/lanes/${twice}/name`, "twice"];
  const percent = wrongWith(words.most_percent, PERCENT, 0);
  if (percent) return ["/most_percent", percent];
  const most = wrongWith(words.most, AMOUNT, places);
  return most ? ["/most", most] : null;
}

/** Lanes with one moved so many places; one that is at the end stays there. */
export function moved(lanes: LaneWords[], index: number, by: number): LaneWords[] {
  const to = index + by;
  const lane = lanes[index];
  if (!lane || to < 0 || to >= lanes.length) return lanes;
  const rest = lanes.toSpliced(index, 1);
  return rest.toSpliced(to, 0, lane);
}
