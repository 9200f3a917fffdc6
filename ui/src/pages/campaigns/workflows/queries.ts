/** What the pages of rewards workflows read, each with its one cache key. */
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import type { WorkflowOut } from "../../../api/schema";

export const WORKFLOW_NEW = "/campaigns/workflows/new";
export const workflowPath = (id: string) => `/campaigns/workflows/${encodeURIComponent(id)}`;
export const ofWorkflow = (id: string, what = "") => `/v1/workflows/${encodeURIComponent(id)}${what && `/${what}`}`;
export const touchedByWorkflow = [["workflows"], ["workflow"], ["campaigns"], ["search"]] as const;

export const useWorkflow = (id: string | undefined) =>
  useQuery({
    queryKey: ["workflow", id],
    queryFn: () => ask<WorkflowOut>(ofWorkflow(id ?? "")),
    enabled: id !== undefined,
    gcTime: 0,
  });

/** What is stored at this moment, beside what a page has begun with. */
export const useWorkflowNow = (id: string) =>
  useQuery({
    queryKey: ["workflow-now", id],
    queryFn: () => ask<WorkflowOut>(ofWorkflow(id)),
    gcTime: 0,
    staleTime: 0,
  });
