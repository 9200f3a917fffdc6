/** What the shop calls the values that a condition names: categories, segments, groups by name instead of id. */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { valuesQuery } from "../api/queries";
import type { ShopValue } from "../api/types";
import type { GroupNode } from "./model";
import { places } from "./tree";
import type { Vocabulary } from "./vocabulary";

export type Labels = (format: string | null, value: string) => string | undefined;

/** Formats whose values have names; all others read as they are. */
const NAMED = ["category", "list", "points_kind", "promotion", "segment", "sender", "sender_number", "sku", "template"];

function formatsIn(root: GroupNode, vocabulary: Vocabulary): string[] {
  const found = new Set<string>();
  for (const { node } of places(root)) {
    const format = node.kind === "test" ? vocabulary.typeOf(node.value)?.field?.format : null;
    if (format && NAMED.includes(format)) found.add(format);
  }
  return [...found].sort();
}

export function useLabels(root: GroupNode, vocabulary: Vocabulary): Labels {
  const joined = formatsIn(root, vocabulary).join(" ");
  const formats = useMemo(() => joined.split(" ").filter(Boolean), [joined]);
  return useQueries({
    queries: formats.map((format) => valuesQuery(format, "")),
    combine: (results) => {
      const known = new Map<string, string>();
      results.forEach((result, index) => {
        for (const one of (result.data as { data: ShopValue[] } | undefined)?.data ?? []) {
          known.set(`${formats[index]}:${one.value}`, one.label);
        }
      });
      return ((format, value) => known.get(`${format}:${value}`)) as Labels;
    },
  });
}
