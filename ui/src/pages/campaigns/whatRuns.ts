/** What runs of a campaign: the version that was published last, which the draft may have left behind. */
import { useMemo } from "react";
import type { CampaignOut, CampaignVersionOut, Draft, ReadingOut } from "../../api/schema";
import type { Step } from "./editor/graph";
import { useReading, useVersions } from "./queries";

export interface WhatRuns {
  draft: Draft;
  reading: ReadingOut;
  /** The draft says something else; before anything was published there is nothing to differ from. */
  differs: boolean;
}

/** Undefined until it is known; of what was never published the draft itself. */
export function useWhatRuns(campaign: CampaignOut): {
  runs: WhatRuns | undefined;
  error: Error | null;
  retry: () => void;
} {
  const isAsked = campaign.version !== null && campaign.changed;
  const versions = useVersions(campaign.id, isAsked);
  const published = versions.data?.data.find((one) => one.version === campaign.version)?.draft;
  const differs = published !== undefined && JSON.stringify(published) !== JSON.stringify(campaign.draft);
  const read = useReading(published ?? campaign.draft, campaign.id, isAsked && differs);
  const { draft, reading } = campaign;
  const runs = useMemo<WhatRuns | undefined>(() => {
    if (!isAsked || (published && !differs)) return { draft, reading, differs: false };
    return published && read.data && !read.isPlaceholderData
      ? { draft: published, reading: read.data, differs }
      : undefined;
  }, [isAsked, published, differs, draft, reading, read.data, read.isPlaceholderData]);
  return {
    runs,
    error: runs ? null : (versions.error ?? read.error),
    retry: () => {
      versions.refetch();
      if (published) read.refetch();
    },
  };
}

/** A step by its id as `version` has it, else as the latest that has it: whoever was moved has come by steps of others. */
export function stepOf(versions: CampaignVersionOut[] | undefined, id: string, version: number | null = null) {
  const ordered = [...(versions ?? [])].sort(
    (one, other) => Number(other.version === version) - Number(one.version === version) || other.version - one.version,
  );
  return ordered.flatMap((one) => one.draft.nodes).find((one) => one.id === id)?.step as Step | undefined;
}
