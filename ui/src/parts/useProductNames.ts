/** What products are called, by SKU. */
import { useQueries } from "@tanstack/react-query";
import { useCallback } from "react";
import { valuesQuery } from "../api/queries";

/** Null of what the catalogue doesn't know or has no name for, and until it is known. */
export function useProductNames(skus: readonly (string | null | undefined)[]) {
  const asked = [...new Set(skus)].filter((sku): sku is string => !!sku);
  const names = useQueries({
    queries: asked.map((sku) => valuesQuery("sku", sku)),
    combine: useCallback(
      (answers: { data?: { data: { value: string; label?: string | null }[] } }[]) =>
        new Map(answers.flatMap(({ data }) => data?.data ?? []).map(({ value, label }) => [value, label ?? null])),
      [],
    ),
  });
  return (sku: string): string | null => {
    const name = names.get(sku);
    return name && name !== sku ? name : null;
  };
}
