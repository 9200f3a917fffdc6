/** What came and went of points in a period beside another, and what is owed: the same charts as on the page of points. */
import { useTranslation } from "react-i18next";
import { useReport } from "../../../api/queries";
import type { PointsMovedOut, PointsReportOut } from "../../../api/schema";
import { change } from "../../../parts/change";
import { Figure, Figures } from "../../../parts/Figure";
import { useFormats } from "../../../parts/Formats";
import { Stale } from "../../../parts/Stale";
import { ErrorState } from "../../../parts/states";
import { LiabilityTab } from "../../points/liability/LiabilityTab";
import { Asked, useAsked } from "../Asked";
import { BesideChoice, ComparedWith, useBefore, useBeside } from "../Besides";

export default function PointsReport() {
  const { period } = useAsked();
  return (
    <>
      <Asked>
        <BesideChoice />
      </Asked>
      <InPeriod />
      <LiabilityTab withSegment={false} period={period} />
    </>
  );
}

const SHOWN = ["earned", "spent", "ended"] as const;

function InPeriod() {
  const { t } = useTranslation();
  const format = useFormats();
  const { query, read } = useAsked();
  const beside = useBeside();
  const before = useBefore();
  const asked = { ...query, points_kind: read("points_kind") || null };
  const { data, error, refetch, isPlaceholderData } = useReport<PointsReportOut>("points", asked);
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  const [now, then] = [data?.all[0], data?.all[beside]];
  const figure = (label: string, of: (one: PointsMovedOut) => number) => (
    <Figure
      key={label}
      label={label}
      value={now && format.number(of(now))}
      hint={now && then && before(format.number(of(then)), change(of(now), of(then), format))}
      loading={data === undefined}
    />
  );
  return (
    <Stale when={isPlaceholderData}>
      <Figures>
        {SHOWN.map((part) => figure(t(`liability.part.${part}`), (one) => Math.abs(one[part])))}
        {figure(t("liability.atEnd"), (one) => one.outstanding)}
      </Figures>
      <ComparedWith periods={data?.periods} />
    </Stale>
  );
}
