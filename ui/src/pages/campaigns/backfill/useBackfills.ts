/** The back-fills of a campaign: those there were, and the one that is looked at, whose id stands in the address. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import { useMutationOnce } from "../../../api/once";
import type { BackfillOut } from "../../../api/schema";
import type { Page } from "../../../api/types";
import { useAddress } from "../../../parts/useAddress";
import { ofCampaign, touchedByCampaign } from "../queries";

export const isBusy = ({ state }: BackfillOut): boolean => state === "previewing" || state === "entering";

export function useBackfills(campaign: string) {
  const client = useQueryClient();
  const [read, write] = useAddress();
  const key = ["campaign", campaign, "backfills"];
  const path = ofCampaign(campaign, "backfills");
  const list = useQuery({ queryKey: key, queryFn: () => ask<Page<BackfillOut>>(path, { query: { limit: 20 } }) });
  const id = read("backfill") || list.data?.data[0]?.id;
  const one = useQuery({
    queryKey: ["backfill", campaign, id],
    queryFn: () => ask<BackfillOut>(`${path}/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && isBusy(query.state.data) ? 700 : false),
    retry: false,
  });
  const shown = (out: BackfillOut) => {
    client.setQueryData(["backfill", campaign, out.id], out);
    for (const touched of [key, ...touchedByCampaign]) client.invalidateQueries({ queryKey: [...touched] });
    write({ backfill: out.id });
  };
  const begin = useMutationOnce({
    mutationFn: (period: { since: string; until: string | null }) =>
      ask<BackfillOut>(path, { method: "POST", body: period }),
    onSuccess: shown,
  });
  const act = useMutationOnce({
    mutationFn: ({ of, what }: { of: string; what: "start" | "cancel" }) =>
      ask<BackfillOut>(`${path}/${encodeURIComponent(of)}/${what}`, { method: "POST", body: {} }),
    onSuccess: shown,
  });
  return { list, one, begin, act, choose: (other: string | null) => write({ backfill: other }) };
}
