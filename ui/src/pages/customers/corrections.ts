/**
 * Corrections made in this browser, by what they are undone by.
 *
 * The history doesn't tell the key of a posting, so what is undone from there is what was done from here.
 */
import { useLocalStorage } from "@mantine/hooks";
import { useCallback } from "react";
import type { PostedOut } from "../../api/schema";
import type { PointsEntry } from "../../api/types";

export interface Correction extends Pick<PostedOut, "key" | "at" | "points"> {
  customer: string;
}

const KEPT = 200;

export function useCorrections(customer: string) {
  const [all, setAll] = useLocalStorage<Correction[]>({
    key: "regulars.corrections",
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const of = useCallback(
    (entry: PointsEntry): Correction | undefined =>
      entry.kind === "adjusted" ? all.find((one) => one.customer === customer && isOf(one, entry)) : undefined,
    [all, customer],
  );
  return {
    keep: ({ key, at, points }: PostedOut) =>
      setAll((before) => [{ key, at, points, customer }, ...before].slice(0, KEPT)),
    drop: (key: string) => setAll((before) => before.filter((one) => one.key !== key)),
    of,
  };
}

const isOf = (one: Correction, entry: PointsEntry) =>
  one.points === entry.points && Date.parse(one.at) === Date.parse(entry.at);
