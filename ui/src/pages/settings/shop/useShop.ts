/** The shop itself: what it is called and counts in. What was changed is in force once the server says so. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { ShopIn, ShopStanding } from "../../../api/schema";

const LOOK_AGAIN_MS = 400;

export const useShop = () => useQuery({ queryKey: ["shop"], queryFn: () => ask<ShopStanding>("/v1/shop") });

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));

/** The server begins anew with another currency or zone, and doesn't answer for a moment. */
async function untilInForce(): Promise<void> {
  for (;;) {
    const standing = await ask<ShopStanding>("/v1/shop").catch(() => null);
    if (standing?.in_force) return;
    await pause();
  }
}

export function useSavingShop(onSaved: (said: ShopIn) => void) {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState(false);
  const deed = useDeed<ShopIn, ShopStanding>({ path: "/v1/shop", method: "PUT" });
  const save = (said: ShopIn) =>
    deed.mutate(said, {
      onSuccess: async (standing) => {
        setWaiting(true);
        if (!standing.in_force) await untilInForce();
        // Amounts and times everywhere are written in what the session tells.
        await client.invalidateQueries();
        setWaiting(false);
        onSaved(said);
      },
    });
  return { save, error: deed.error, isBusy: deed.isPending || waiting };
}
