/** A save that met another: reads what is stored now, and finds what is apart. */
import { useQuery } from "@tanstack/react-query";
import { ask, Problem } from "../../api/client";
import { type Apart, apart, changedHere, type Said } from "./apart";

interface Stored extends Said {
  version: number;
}

export interface Meanwhile {
  stored: Stored;
  mine: Said;
  apart: Apart[];
  /** Parts of mine in words, where those say more than the values. */
  own: Readonly<Record<string, string | null>>;
  /** Where it is in its life by now, such as active, when it was somewhere else as writing began. */
  became: string | null;
  /** What was changed here, on top of what is stored now. */
  onTop: Said & { version: number };
}

interface Met<T> {
  error: unknown;
  /** Where what is stored is read. */
  path: string | null;
  mine: object;
  /** What would have been sent when writing began, as JSON. */
  begun: string;
  /** What was stored when writing began. */
  before: T | null;
  own?: Readonly<Record<string, string | null>>;
}

export const isMeanwhile = (error: unknown): boolean => error instanceof Problem && error.code === "changed";

/** Null while nobody else has saved, or what they did isn't read yet. */
export function useMeanwhile<T extends object>({
  error,
  path,
  mine,
  begun,
  before,
  own = {},
}: Met<T>): Meanwhile | null {
  const met = isMeanwhile(error) && path !== null;
  const { data } = useQuery({
    queryKey: ["meanwhile", path, met ? (error as Problem).document.version : null],
    queryFn: () => ask<Stored>(path ?? ""),
    enabled: met,
    gcTime: 0,
  });
  if (!met || data === undefined || before === null) return null;
  const [said, first] = [mine as Said, JSON.parse(begun) as Said];
  return {
    stored: data,
    mine: said,
    apart: apart(said, first, data, before as Said),
    own,
    became: typeof data.state === "string" && data.state !== (before as Said).state ? data.state : null,
    onTop: { ...changedHere(said, first), version: data.version },
  };
}
