/** Conflicts among promotions: all that are published, and one as it would be, if one is given. */
import { useState } from "react";
import type { ConflictsOut } from "../../../api/schema";
import { useJob } from "../../../parts/past/useJob";
import type { Body } from "../editor/words";

export const LEAST_LEFT = "50";

export function useConflicts(promotion: string | null = null, body: Body | null = null) {
  const [left, setLeft] = useState(LEAST_LEFT);
  const asked = () => ({
    least_left: left,
    id: promotion,
    promotion: body && { ...body, name: body.name || "…" },
  });
  const job = useJob<ConflictsOut>("/v1/promotions/conflicts", asked, JSON.stringify([body, left]), "/promotion");
  return { left, setLeft, ...job };
}
