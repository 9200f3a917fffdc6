/** A promotion replayed over past orders, as it stands in its form. */
import { useState } from "react";
import type { ReplayOut } from "../../../api/schema";
import { type Span, sinceDays } from "../../../parts/past/spans";
import { useJob } from "../../../parts/past/useJob";
import type { Body } from "../editor/words";

export type Codes = "everybody" | "typed";

export function useReplay(promotion: string | null, body: Body) {
  const [days, setDays] = useState<Span>(365);
  const [codes, setCodes] = useState<Codes>("everybody");
  const asked = () => ({
    promotion: { ...body, name: body.name || "…" },
    id: promotion,
    since: sinceDays(days),
    codes,
  });
  const job = useJob<ReplayOut>("/v1/promotions/replay", asked, JSON.stringify([body, days, codes]), "/promotion");
  return { days, setDays, codes, setCodes, ...job };
}
