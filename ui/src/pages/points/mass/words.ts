/** A mass transaction being written: whom it is for, how much, and what of it is sent. */
import type { MassIn, MassOut, MassPreviewIn } from "../../../api/schema";
import type { Json } from "../../../api/types";
import type { Lifetime } from "../../../parts/LifetimeInput";
import type { Tone } from "../../../parts/StateDot";

export type Way = "segment" | "customers" | "condition";
export type Direction = "give" | "take";

export interface Words {
  way: Way;
  segment: string | null;
  /** Pasted, or read from a file. */
  list: string;
  direction: Direction;
  points: Json;
  reason: string;
  legal_entity: string;
  points_kind: string;
  lifetime: Lifetime;
  shortage: NonNullable<MassIn["shortage"]>;
}

export const EMPTY: Words = {
  way: "segment",
  segment: null,
  list: "",
  direction: "give",
  points: null,
  reason: "",
  legal_entity: "Shop",
  points_kind: "points",
  lifetime: null,
  shortage: "forgive",
};

export const MOST = 1_000_000_000;
export const MOST_CUSTOMERS = 50_000;

/** Customers one a line or set apart by commas. */
export const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n]+/)
      .flatMap(cellsOf)
      .filter(Boolean),
  ),
];

/** A quoted cell keeps its separators. */
function cellsOf(line: string): string[] {
  const found = line.match(/"(?:[^"]|"")*"|[^,;\t]+|(?<=[,;\t])(?=[,;\t])/g) ?? [];
  return found.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/s, "$1")
      .replaceAll('""', '"')
      .trim(),
  );
}

export function signedPoints({ points, direction }: Words): number | null {
  const number = typeof points === "number" ? points : Number.NaN;
  if (!Number.isInteger(number) || number < 1 || number > MOST) return null;
  return direction === "give" ? number : -number;
}

function audienceOf(words: Words, condition: Json): MassIn["audience"] | null {
  if (words.way === "segment") return words.segment ? { kind: "segment", segment: words.segment } : null;
  if (words.way === "condition") {
    return condition === null ? null : { kind: "condition", condition: condition as Record<string, Json> };
  }
  const customers = namesIn(words.list);
  if (customers.length === 0 || customers.length > MOST_CUSTOMERS) return null;
  return { kind: "customers", customers };
}

/** What is looked at before anything is done; null while it isn't said whom it is for. Without points, one is given. */
export function previewOf(words: Words, condition: Json): MassPreviewIn | null {
  const audience = audienceOf(words, condition);
  if (audience === null || words.legal_entity.trim() === "") return null;
  return {
    audience,
    points: signedPoints(words) ?? 1,
    legal_entity: words.legal_entity.trim(),
    points_kind: words.points_kind,
    lifetime: words.direction === "give" ? words.lifetime : null,
  };
}

export function bodyOf(words: Words, condition: Json): MassIn | null {
  const [preview, points] = [previewOf(words, condition), signedPoints(words)];
  if (preview === null || points === null) return null;
  return { ...preview, points, reason: words.reason.trim(), shortage: points < 0 ? words.shortage : "forbid" };
}

export const TONES: Record<MassOut["state"], Tone> = {
  running: "busy",
  done: "good",
  refusing: "warning",
  refused: "bad",
  undoing: "busy",
  undone: "off",
};

export const isMoving = (mass: Pick<MassOut, "state">) => ["running", "refusing", "undoing"].includes(mass.state);

export const massPath = (id: string) => `/points/mass/${encodeURIComponent(id)}`;

/** How far it is: of so many, how many. */
export function progressOf(mass: MassOut): [number, number] {
  return mass.state === "running" || mass.state === "done" ? [mass.done, mass.customers] : [mass.undone, mass.done];
}
