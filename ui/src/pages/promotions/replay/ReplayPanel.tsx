/** Beside a promotion: what it would have taken off past orders, as it stands in the form, before it is published. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReplayOut } from "../../../api/schema";
import { JobPanel } from "../../../parts/past/JobPanel";
import { SpanControl } from "../../../parts/past/SpanControl";
import { type Span, sinceDays } from "../../../parts/past/spans";
import { useJob } from "../../../parts/past/useJob";
import type { Body } from "../editor/words";
import { Replayed } from "./Replayed";

interface Props {
  promotion: string | null;
  body: Body;
  /** Why it can't be tried yet. */
  waits: string | null;
}

type Codes = "everybody" | "typed";

export function ReplayPanel({ promotion, body, waits }: Props) {
  const { t } = useTranslation();
  const [days, setDays] = useState<Span>(365);
  const [codes, setCodes] = useState<Codes>("everybody");
  const asked = () => ({
    promotion: { ...body, name: body.name || "…" },
    id: promotion,
    since: sinceDays(days),
    codes,
  });
  const job = useJob<ReplayOut>("/v1/promotions/replay", asked, JSON.stringify([body, days, codes]));
  return (
    <JobPanel
      title={t("trial.title")}
      text={t("replay.text")}
      begin={t("trial.begin")}
      again={t("trial.again")}
      failed={t("trial.failed")}
      progress={(done, total) => t("trial.progress", { done, total })}
      waits={waits}
      job={job}
      controls={
        <>
          <SpanControl days={days} onChange={setDays} />
          {body.coupon !== "none" && (
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label={t("replay.codes")}
              value={codes}
              onChange={(next) => setCodes(next as Codes)}
              data={[
                { value: "everybody", label: t("replay.everybody") },
                { value: "typed", label: t("replay.typed") },
              ]}
            />
          )}
        </>
      }
    >
      {job.found?.result && <Replayed result={job.found.result} outdated={job.outdated} />}
    </JobPanel>
  );
}
