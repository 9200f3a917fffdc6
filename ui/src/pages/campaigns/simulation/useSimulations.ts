/** The simulations of a campaign: those there were, and the one that is looked at, whose id stands in the address. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask } from "../../../api/client";
import { useMutationOnce } from "../../../api/once";
import type { SimulationOut } from "../../../api/schema";
import type { Page } from "../../../api/types";
import { useAddress } from "../../../parts/useAddress";
import { ofCampaign } from "../queries";

export interface Asked {
  days: number;
  version: number | null;
  segment: string | null;
}

export const isBusy = ({ state }: SimulationOut): boolean => state === "waiting" || state === "running";

export function useSimulations(campaign: string) {
  const client = useQueryClient();
  const [read, write] = useAddress();
  const key = ["campaign", campaign, "simulations"];
  const path = ofCampaign(campaign, "simulations");
  const list = useQuery({ queryKey: key, queryFn: () => ask<Page<SimulationOut>>(path, { query: { limit: 20 } }) });
  const id = read("simulation") || list.data?.data[0]?.id;
  const one = useQuery({
    queryKey: ["simulation", campaign, id],
    queryFn: () => ask<SimulationOut>(`${path}/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && isBusy(query.state.data) ? 700 : false),
    retry: false,
  });
  const shown = (out: SimulationOut) => {
    client.setQueryData(["simulation", campaign, out.id], out);
    client.invalidateQueries({ queryKey: key });
    write({ simulation: out.id });
  };
  const begin = useMutationOnce({
    mutationFn: (asked: Asked) => ask<SimulationOut>(path, { method: "POST", body: asked }),
    onSuccess: shown,
  });
  const cancel = useMutationOnce({
    mutationFn: (of: string) => ask<SimulationOut>(`${path}/${of}/cancel`, { method: "POST", body: {} }),
    onSuccess: shown,
  });
  return { list, one, begin, cancel, choose: (other: string | null) => write({ simulation: other }) };
}
