/** A CSV is looked at as soon as it is chosen; what is picked for its columns is kept until another file or type is. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../api/client";
import type { FileSight } from "../../../api/schema";
import { type Matching, OWN } from "./matching";

const HEAD_BYTES = 131_072;

export const isSeparated = (name: string): boolean => /\.(csv|tsv|txt)$/i.test(name);

function lookAt(file: File, type: string | null): Promise<FileSight> {
  const form = new FormData();
  form.set("head", file.slice(0, HEAD_BYTES), file.name);
  form.set("whole", String(file.size <= HEAD_BYTES));
  if (type) form.set("type", type);
  return ask<FileSight>("/v1/imports/columns", { method: "POST", form });
}

export function useMatching(file: File | null, type: string | null) {
  const { i18n } = useTranslation();
  const of = [file?.name, file?.size, file?.lastModified, type];
  const [changed, setChanged] = useState<{ of: string; matching: Matching } | null>(null);
  const seen = useQuery({
    // what fields are called is answered in the language of the page
    queryKey: ["import-sight", ...of, i18n.language],
    queryFn: () => lookAt(file as File, type),
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const key = JSON.stringify(of);
  const sight = seen.data;
  // the same one until it changes, by which the same import is known when it is sent again
  const matching = useMemo<Matching | null>(() => {
    if (!sight) return null;
    const picks = sight.columns.map(({ field }) => (field?.startsWith(OWN) ? OWN : field));
    return changed?.of === key ? { ...changed.matching, sight } : { sight, picks };
  }, [sight, changed, key]);
  return {
    matching,
    error: seen.error,
    retry: seen.refetch,
    change: (next: Matching) => setChanged({ of: key, matching: next }),
  };
}
