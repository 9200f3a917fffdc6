/** All promotions, the oldest first: what each gives, whether it does so now, and what it has come to. */

import { Button, Group, Select, Text } from "@mantine/core";
import { IconDiscount } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { PromotionOut } from "../../../api/schema";
import type { Formats } from "../../../format/format";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Money, Num, useFormats } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { laneName } from "../laneName";
import { PromotionState } from "../PromotionState";
import { PROMOTION_NEW, promotionPath, usePolicy } from "../queries";
import { RowMenu } from "./RowMenu";

const STATES: PromotionOut["state"][] = ["draft", "scheduled", "active", "paused", "ended"];

export function PromotionsTab() {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const [read, write] = useAddress();
  const search = read("search");
  const state = STATES.find((one) => one === read("state")) ?? null;
  const pages = usePages<PromotionOut>(["promotions"], "/v1/promotions", { search, state });
  const columns = useColumns();
  return (
    <>
      <Group gap="sm" mb={12}>
        <SearchInput
          value={search}
          onSearch={(value) => write({ search: value })}
          placeholder={t("promo.searchHint")}
        />
        <Select
          aria-label={t("points.state")}
          placeholder={t("promo.anyState")}
          clearable
          w={180}
          value={state}
          onChange={(next) => write({ state: next })}
          data={STATES.map((one) => ({ value: one, label: t(`promo.state.${one}`) }))}
        />
      </Group>
      <DataTable
        label={t("place.promotions")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => promotionPath(row.id)}
        empty={
          search || state ? (
            <EmptyState
              title={t("promo.noneFound")}
              action={
                <Button variant="default" onClick={() => write({ search: null, state: null })}>
                  {t("action.clearFilters")}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconDiscount size={40} stroke={1.2} />}
              title={t("promo.emptyTitle")}
              action={
                may && (
                  <Button component={Link} to={PROMOTION_NEW}>
                    {t("promo.new")}
                  </Button>
                )
              }
            >
              {t("promo.emptyText")}
            </EmptyState>
          )
        }
      />
    </>
  );
}

export function periodOf(
  { starts_at, ends_at }: Pick<PromotionOut, "starts_at" | "ends_at">,
  format: Formats,
  t: TFunction,
): string {
  if (starts_at && ends_at) return `${format.day(starts_at)} – ${format.lastDay(ends_at)}`;
  if (starts_at) return t("window.from", { from: format.day(starts_at) });
  return ends_at ? t("period.before", { until: format.day(ends_at) }) : t("period.always");
}

function useColumns(): Column<PromotionOut>[] {
  const { t } = useTranslation();
  const format = useFormats();
  const may = useMay("promotions:write");
  const { data: policy } = usePolicy();
  return useMemo<Column<PromotionOut>[]>(() => {
    const lanes = new Map((policy?.lanes ?? []).map((lane) => [lane.id, laneName(lane, t)]));
    const ofLanes: Column<PromotionOut>[] = [
      {
        id: "lane",
        header: t("promo.lane"),
        cell: (row) => (
          <Text size="sm" className="break" lineClamp={2} title={lanes.get(row.lane)}>
            {lanes.get(row.lane) ?? row.lane}
          </Text>
        ),
        wide: true,
        width: 130,
      },
      {
        id: "priority",
        header: t("rule.priority"),
        cell: (row) => <Num value={row.priority} />,
        numeric: true,
        wide: true,
        width: 80,
      },
    ];
    return [
      {
        id: "name",
        header: t("promo.name"),
        cell: (row) => (
          <>
            <Link to={promotionPath(row.id)} className="plain-link break">
              {row.name}
            </Link>
            <Text size="xs" c="dimmed" className="break" maw={520} lineClamp={3} title={row.sentence}>
              {row.sentence}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => <PromotionState promotion={row} />,
        width: 120,
        below: "name",
      },
      {
        id: "period",
        header: t("promo.period"),
        cell: (row) => (
          <span className={row.starts_at || row.ends_at ? "nowrap" : "nowrap wide-only"}>
            {periodOf(row, format, t)}
          </span>
        ),
        width: 220,
        below: "name",
      },
      ...(lanes.size > 1 ? ofLanes : []),
      {
        id: "uses",
        header: t("promo.used"),
        cell: (row) => <Uses promotion={row} />,
        numeric: true,
        width: 120,
      },
      {
        id: "given",
        header: t("promo.given", { currency: format.currency }),
        cell: (row) => <Given promotion={row} />,
        numeric: true,
        width: 130,
        below: "uses",
      },
      ...(may ? [{ id: "menu", header: "", cell: (row: PromotionOut) => <RowMenu promotion={row} />, width: 52 }] : []),
    ];
  }, [t, format, may, policy]);
}

/** What it took off, of how much it may. */
function Given({ promotion }: { promotion: PromotionOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <>
      <Money value={promotion.given} />
      {promotion.budget && (
        <Text size="xs" c="dimmed" className="figures nowrap">
          {t("promo.ofUses", { number: format.money(promotion.budget) })}
        </Text>
      )}
    </>
  );
}

/** How often it was used, of how many times it can be. */
function Uses({ promotion }: { promotion: PromotionOut }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <>
      <Num value={promotion.used} />
      {promotion.uses !== null && (
        <Text size="xs" c="dimmed" className="figures">
          {t("promo.ofUses", { number: format.number(promotion.uses) })}
        </Text>
      )}
      {promotion.used_up_at && (
        <Text size="xs" c="var(--warning)">
          {t("promo.usedUpAbout", { day: format.day(promotion.used_up_at) })}
        </Text>
      )}
    </>
  );
}
