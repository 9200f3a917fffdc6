/** How much a segment has in common with each other one. */
import { Anchor, Button, Stack, Text } from "@mantine/core";
import { IconLayersIntersect } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOverlap } from "../../../api/queries";
import { ChartCard } from "../../../parts/ChartCard";
import { Num, useFormats } from "../../../parts/Formats";
import { ShareBar } from "../../../parts/ShareBar";
import { type Beside, besides, comparePath, MOST, remarksOf } from "../compare/overlap";
import { Remarks } from "../compare/Remarks";
import { segmentPath } from "../state";
import classes from "./Overlap.module.css";
import type { SegmentTabProps } from "./tabs";

const FIRST = 15;

export function OverlapTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { data, error, refetch } = useOverlap();
  const found = data && besides(data, id);
  const common = found?.filter((one) => one.both > 0);
  const apart = found?.filter((one) => one.both === 0) ?? [];
  const alike = (common ?? []).slice(0, MOST - 1).map((one) => one.other.id);
  const empty =
    data && found === null
      ? t(segment?.state === "archived" ? "overlap.archived" : "overlap.computing")
      : found?.length === 0
        ? t("overlap.alone")
        : t("overlap.none");
  return (
    <Stack gap="md">
      {data && <Remarks remarks={remarksOf(data, id)} />}
      <ChartCard
        question={t("overlap.question")}
        unit={t("overlap.unit")}
        file={`segment-${id}-overlap.csv`}
        header={[t("segments.one"), t("segments.size"), t("overlap.both"), t("overlap.ofThis"), t("overlap.ofOther")]}
        rows={
          data &&
          (common ?? []).map(({ other, both, ofThis, ofOther }) => ({
            shown: [
              other.name,
              format.number(other.size),
              format.number(both),
              format.percent(ofThis),
              format.percent(ofOther),
            ],
            exported: [other.name, other.size, both, ofThis, ofOther],
          }))
        }
        error={error && !data ? error : undefined}
        onRetry={() => refetch()}
        empty={empty}
        height={280}
        aside={
          alike.length > 0 && (
            <Button
              component={Link}
              to={comparePath([id, ...alike])}
              variant="default"
              size="compact-sm"
              leftSection={<IconLayersIntersect size={16} stroke={1.5} />}
            >
              {t("overlap.compareThese")}
            </Button>
          )
        }
      >
        <Rows found={common ?? []} />
      </ChartCard>
      {apart.length > 0 && (common?.length ?? 0) > 0 && <Apart found={apart} />}
    </Stack>
  );
}

function Rows({ found }: { found: Beside[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <>
      <table className={classes.rows} aria-label={t("overlap.question")}>
        <thead>
          <tr className={`${classes.row} ${classes.head}`}>
            <th>{t("segments.one")}</th>
            <th className={classes.both}>{t("overlap.both")}</th>
            <th className={classes.bar}>{t("overlap.ofThis")}</th>
            <th className={classes.bar}>{t("overlap.ofOther")}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, all ? undefined : FIRST).map((one) => (
            <Row key={one.other.id} of={one} />
          ))}
        </tbody>
      </table>
      {found.length > FIRST && (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(!all)}>
          {all ? t("action.showLess") : t("overlap.more", { count: found.length - FIRST })}
        </Anchor>
      )}
    </>
  );
}

function Row({ of: { other, both, ofThis, ofOther } }: { of: Beside }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <tr className={classes.row}>
      <td className="break">
        <Link to={segmentPath(other.id)} className="plain-link">
          {other.name}
        </Link>
        <Text size="xs" c="dimmed">
          {t("overlap.size", { count: other.size, number: format.number(other.size) })}
        </Text>
      </td>
      <td className={classes.both}>
        <Num value={both} />
      </td>
      <td className={classes.bar}>
        <span className={classes.said}>{t("overlap.ofThis")}</span>
        <ShareBar share={ofThis} />
      </td>
      <td className={classes.bar}>
        <span className={classes.said}>{t("overlap.ofOther")}</span>
        <ShareBar share={ofOther} quiet />
      </td>
    </tr>
  );
}

/** With whom there is nothing in common, in one line: that too is an answer. */
function Apart({ found }: { found: Beside[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? found : found.slice(0, FIRST);
  return (
    <Text size="sm" c="dimmed" className="break">
      {t("overlap.apart")} {shown.map(({ other }) => other.name).join(", ")}
      {found.length > FIRST && (
        <>
          {" "}
          <Anchor component="button" type="button" size="sm" onClick={() => setAll(!all)}>
            {all ? t("action.showLess") : t("overlap.more", { count: found.length - FIRST })}
          </Anchor>
        </>
      )}
    </Text>
  );
}
