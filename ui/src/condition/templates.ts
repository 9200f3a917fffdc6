/** Conditions to begin with, as the server has them. Their names are in the catalogue under `template`. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/client";
import type { TemplateOut } from "../api/schema";
import type { Json } from "../api/types";

export type Template = Omit<TemplateOut, "condition"> & { condition: Json };

export const useTemplates = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["segment-templates"],
    queryFn: () => ask<Template[]>("/v1/segments/templates"),
    staleTime: 300_000,
  });
