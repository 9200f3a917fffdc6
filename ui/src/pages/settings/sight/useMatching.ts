/** A CSV is looked at as soon as it is chosen; what is picked for its columns is kept until another file or type is. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../api/client";
import type { FileSight } from "../../../api/schema";
import type { Matching } from "./matching";

const HEAD_BYTES = 131_072;

export const isSeparated = (name: string): boolean => /\.(csv|tsv)$/i.test(name);

function lookAt(file: File, type: string | null): Promise<FileSight> {
  const form = new FormData();
  form.set("head", file.slice(0, HEAD_BYTES), file.name);
  form.set("whole", String(file.size <= HEAD_BYTES));
  if (type) form.set("type", type);
  return ask<FileSight>("/v1/imports/columns", { method: "POST", form });
}

export function useMatching(file: File | null, type: string | null) {
  const [changed, setChanged] = useState<Matching | null>(null);
  const seen = useQuery({
    queryKey: ["import-sight", file?.name, file?.size, file?.lastModified, type],
    queryFn: () => lookAt(file as File, type),
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const proposed = seen.data && { sight: seen.data, picks: seen.data.columns.map((column) => column.field) };
  const matching = changed && changed.sight === seen.data ? changed : (proposed ?? null);
  return { matching, error: seen.error, retry: seen.refetch, change: setChanged };
}
