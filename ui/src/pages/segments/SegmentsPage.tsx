/** All segments: how large each is, how it stands, and the sentence that says who is in it. */
import { Button, Group, Select, Text, Tooltip } from "@mantine/core";
import { IconClock, IconLayersIntersect, IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/queries";
import type { Segment } from "../../api/types";
import { type Column, DataTable } from "../../parts/DataTable";
import { Num, useFormats } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { SearchInput } from "../../parts/SearchInput";
import { Sparkline } from "../../parts/Sparkline";
import { EmptyState } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { useMay } from "../../shell/SessionGate";
import { comparePath } from "./compare/overlap";
import { HealthDot } from "./health";
import { saidOf } from "./refresh";
import { SegmentStateDot, segmentPath } from "./state";

const STATES = ["active", "computing", "broken", "archived"] as const;

export function Component() {
  const { t } = useTranslation();
  const may = useMay("segments:write");
  const [read, write] = useAddress();
  const search = read("search");
  const state = read("state");
  const pages = usePages<Segment>(["segments"], "/v1/segments", { search, state });
  const columns = useColumns();
  const create = (
    <Button component={Link} to="/segments/new" leftSection={<IconPlus size={18} stroke={1.5} />}>
      {t("segments.new")}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t("place.segments")}
        actions={
          <>
            <Button
              component={Link}
              to={comparePath([])}
              variant="default"
              leftSection={<IconLayersIntersect size={18} stroke={1.5} />}
            >
              {t("compare.title")}
            </Button>
            {may && create}
          </>
        }
      >
        {t("segments.text")}
      </PageHead>
      {(pages.rows?.length !== 0 || search || state) && (
        <Group gap="xs" mb="sm">
          <SearchInput
            value={search}
            onSearch={(value) => write({ search: value })}
            placeholder={t("segments.searchHint")}
          />
          <Select
            clearable
            w={{ base: "100%", xs: 180 }}
            aria-label={t("segments.state")}
            placeholder={t("segments.anyState")}
            data={STATES.map((one) => ({ value: one, label: t(`segmentState.${one}`) }))}
            value={state || null}
            onChange={(value) => write({ state: value })}
          />
        </Group>
      )}
      <DataTable
        label={t("place.segments")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => segmentPath(row.id)}
        empty={
          search || state ? (
            <EmptyState
              title={t("segments.noneFound")}
              action={
                <Button variant="default" onClick={() => write({ search: null, state: null })}>
                  {t("action.clearFilters")}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconUsersGroup size={40} stroke={1.2} />}
              title={t("segments.emptyTitle")}
              action={may ? create : null}
            >
              {t("segments.emptyText")}
            </EmptyState>
          )
        }
      />
    </>
  );
}

/** How many are in it; of one that is not kept in every moment with a mark that says as of when. */
function Size({ segment }: { segment: Segment }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { refresh, refreshed_at, size, state } = segment;
  if (refresh.kind === "automatic" || state === "archived") return <Num value={size} />;
  const when = refreshed_at ? `${t("refresh.asOf")} ${format.instant(refreshed_at)}.` : t("refresh.never");
  const said = `${saidOf(refresh, t, format)} ${when}`;
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Tooltip label={said}>
        <IconClock size={14} stroke={1.5} color="var(--text-dim)" role="img" aria-label={said} />
      </Tooltip>
      <Num value={size} />
    </Group>
  );
}

function useColumns(): Column<Segment>[] {
  const { t } = useTranslation();
  const format = useFormats();
  return useMemo<Column<Segment>[]>(
    () => [
      {
        id: "name",
        header: t("segments.name"),
        cell: (row) => (
          <>
            <Link to={segmentPath(row.id)} className="plain-link break">
              {row.name}
            </Link>
            <Text size="xs" c="dimmed" lineClamp={2} maw={620} className="break">
              {row.sentence}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("segments.state"),
        cell: (row) => <SegmentStateDot segment={row} />,
        width: 120,
        wide: true,
      },
      {
        id: "health",
        header: t("segments.health"),
        cell: (row) => (row.state === "archived" ? null : <HealthDot segment={row} />),
        width: 160,
        below: "name",
      },
      {
        id: "size",
        header: t("segments.size"),
        cell: (row) => <Size segment={row} />,
        numeric: true,
        width: 110,
      },
      {
        id: "trend",
        header: t("segments.trend"),
        cell: (row) => (
          <Sparkline
            values={row.sizes}
            label={t("segments.trendOf", {
              first: format.number(row.sizes[0] ?? 0),
              last: format.number(row.sizes.at(-1) ?? 0),
              count: row.sizes.length,
            })}
          />
        ),
        numeric: true,
        wide: true,
        width: 130,
      },
      {
        id: "share",
        header: t("segments.share"),
        cell: (row) => (row.share === null ? "–" : format.percent(row.share)),
        numeric: true,
        wide: true,
        width: 90,
      },
      {
        id: "change",
        header: t("segments.change7d"),
        cell: (row) => (
          <span className="figures">
            {row.entered_7d === null ? "–" : format.signed(row.entered_7d)}
            {" / "}
            {row.left_7d === null ? "–" : format.signed(-row.left_7d)}
          </span>
        ),
        numeric: true,
        wide: true,
        width: 130,
      },
    ],
    [t, format],
  );
}
