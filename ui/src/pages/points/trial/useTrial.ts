/** A rule tried on past orders. */
import { useState } from "react";
import type { WhatIfOut } from "../../../api/schema";
import { type Span, sinceDays } from "../../../parts/past/spans";
import { useJob } from "../../../parts/past/useJob";
import type { Body } from "../earning/words";

export function useTrial(rule: string | null, body: Body) {
  const [days, setDays] = useState<Span>(365);
  const asked = () => ({ rule: { ...body, name: body.name || "…" }, id: rule, since: sinceDays(days) });
  const job = useJob<WhatIfOut>("/v1/earning-rules/what-if", asked, JSON.stringify([body, days]), "/rule");
  return { days, setDays, ...job };
}
