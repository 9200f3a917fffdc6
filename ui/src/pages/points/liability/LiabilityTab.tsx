/** What is owed to customers in points: how it came to be, when it ends, what is expected, and who earns most. */

import { Group, Paper, Select, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { ask } from "../../../api/client";
import type { LiabilityOut } from "../../../api/schema";
import { useEntityName } from "../../../parts/entity";
import { When } from "../../../parts/Formats";
import { FIRST_KIND, PointsKindSelect } from "../../../parts/PointsKindSelect";
import { SegmentSelect } from "../../../parts/SegmentSelect";
import { EmptyState, ErrorState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { Ends, Expected, Movements, Outstanding } from "./Charts";
import { type Days, TopEarners } from "./TopEarners";

/** Whoever comes for the points that end is led to their chart. */
const ENDS = "#ends";
const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: "center" });

interface Props {
  /** Whether whose points they are is asked here, and not above. */
  withSegment?: boolean;
  /** What is asked above, where it is; else who earns most is asked of the last days. */
  period?: Days;
}

export function LiabilityTab({ withSegment = true, period }: Props) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const called = useEntityName();
  const { hash } = useLocation();
  const points_kind = read("points_kind");
  const segment = read("segment");
  const asked = (
    <Group gap="sm" align="flex-end" className="not-printed">
      {withSegment && (
        <SegmentSelect
          label={t("reports.only")}
          placeholder={t("reports.everybody")}
          clearable
          value={segment || null}
          onChange={(next) => write({ segment: next })}
          field="/segment"
        />
      )}
      <PointsKindSelect
        value={points_kind || FIRST_KIND}
        onChange={(kind) => write({ points_kind: kind === FIRST_KIND ? null : kind })}
      />
    </Group>
  );
  const { data, error, refetch } = useQuery({
    queryKey: ["programme", "liability", points_kind, segment],
    queryFn: ({ signal }) => ask<LiabilityOut>("/v1/points/liability", { query: { points_kind, segment }, signal }),
    placeholderData: keepPreviousData,
  });
  if (error) {
    return (
      <Stack gap="md">
        {asked}
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      </Stack>
    );
  }
  if (!data) return <Waiting />;
  const entities = [...new Set(data.months.map((one) => one.legal_entity))].sort();
  const entity = entities.find((one) => one === read("legal_entity")) ?? null;
  if (data.months.length === 0) {
    return (
      <Stack gap="md">
        {asked}
        <Paper>
          <EmptyState
            icon={<IconScale size={40} stroke={1.2} />}
            title={t(segment ? "liability.noneOfThese" : "liability.none")}
          >
            {t(segment ? "liability.noneOfTheseText" : "liability.noneText")}
          </EmptyState>
        </Paper>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      {asked}
      <Group justify="space-between" align="flex-end" gap="sm">
        <Text c="dimmed" maw={640} size="sm">
          {t("liability.text")} {segment && `${t("liability.ofMembers")} `}
          {t("liability.asOf")} <When value={data.at} />.
        </Text>
        {entities.length > 1 && (
          <Select
            w={{ base: "100%", xs: 240 }}
            aria-label={t("points.legalEntity")}
            className={entity === null ? "not-printed" : undefined}
            placeholder={t("liability.everybody")}
            data={entities.map((value) => ({ value, label: called(value) }))}
            value={entity}
            clearable
            clearButtonProps={{ "aria-label": t("action.clear") }}
            onChange={(legal_entity) => write({ legal_entity })}
          />
        )}
      </Group>
      <Outstanding report={data} entity={entity} />
      <Movements report={data} entity={entity} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <div ref={hash === ENDS ? intoView : undefined}>
          <Ends report={data} entity={entity} />
        </div>
        <Expected report={data} />
      </SimpleGrid>
      <TopEarners period={period} />
    </Stack>
  );
}

function Waiting() {
  return (
    <Stack gap="md" aria-busy>
      <Skeleton height={20} maw={480} radius={4} />
      <Skeleton height={320} radius={8} />
      <Skeleton height={320} radius={8} />
    </Stack>
  );
}
