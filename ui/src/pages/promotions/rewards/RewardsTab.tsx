/** The rewards, the oldest first: what points can be exchanged for. */
import { Button, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconGift } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed, usePages } from "../../../api/queries";
import type { PromotionOut, RewardOut } from "../../../api/schema";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num } from "../../../parts/Formats";
import { StateDot } from "../../../parts/StateDot";
import { EmptyState, useProblemText } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { REWARD_NEW, rewardPath, touchedByReward, usePromotionChoices } from "../queries";
import { lastsFor } from "./sayings";

export function RewardsTab() {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const pages = usePages<RewardOut>(["rewards"], "/v1/rewards");
  const columns = useColumns();
  return (
    <DataTable
      label={t("reward.list")}
      pages={pages}
      columns={columns}
      rowKey={(row) => row.id}
      to={(row) => rewardPath(row.id)}
      empty={
        <EmptyState
          icon={<IconGift size={40} stroke={1.2} />}
          title={t("reward.none")}
          action={
            may && (
              <Button component={Link} to={REWARD_NEW}>
                {t("reward.new")}
              </Button>
            )
          }
        >
          {t("reward.noneText")}
        </EmptyState>
      }
    />
  );
}

/** Whether customers can take it: it is on, and so is its promotion. */
function RewardState({ reward, promotion }: { reward: RewardOut; promotion: PromotionOut | undefined }) {
  const { t } = useTranslation();
  if (!reward.active) return <StateDot tone="off" label={t("points.inactive")} />;
  if (promotion && promotion.state !== "active") return <StateDot tone="warning" label={t("reward.notNow")} />;
  return <StateDot tone="good" label={t("points.active")} />;
}

function useColumns(): Column<RewardOut>[] {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const { data: promotions } = usePromotionChoices();
  return useMemo<Column<RewardOut>[]>(() => {
    const known = new Map((promotions ?? []).map((one) => [one.id, one]));
    const nameOf = (promotion: PromotionOut | undefined) =>
      promotion && promotion.state !== "active"
        ? t("reward.promotionIs", { name: promotion.name, state: t(`promo.state.${promotion.state}`) })
        : promotion?.name;
    return [
      {
        id: "name",
        header: t("reward.one"),
        cell: (row) => (
          <>
            <Link to={rewardPath(row.id)} className="plain-link break">
              {row.name}
            </Link>
            <Text size="xs" c="dimmed" className="break" maw={520}>
              {nameOf(known.get(row.promotion))}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => <RewardState reward={row} promotion={known.get(row.promotion)} />,
        width: 150,
        below: "name",
      },
      {
        id: "lasts",
        header: t("reward.lifetime"),
        cell: (row) => lastsFor(row.lifetime, t),
        wide: true,
        width: 240,
      },
      {
        id: "points",
        header: t("reward.points"),
        cell: (row) => <Num value={row.points} />,
        numeric: true,
        width: 120,
      },
      {
        id: "least",
        header: t("reward.least_points"),
        cell: (row) => <Num value={row.least_points} />,
        numeric: true,
        wide: true,
        width: 120,
      },
      ...(may
        ? [{ id: "switch", header: t("spending.on"), cell: (row: RewardOut) => <OnOff reward={row} />, width: 70 }]
        : []),
    ];
  }, [t, may, promotions]);
}

function OnOff({ reward }: { reward: RewardOut }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const change = useDeed<{ active: boolean; version: number }, RewardOut>({
    path: `/v1/rewards/${encodeURIComponent(reward.id)}`,
    method: "PATCH",
    touches: touchedByReward,
  });
  return (
    <Switch
      aria-label={t("spending.switch", { name: reward.name })}
      checked={change.isPending ? change.variables.active : reward.active}
      disabled={change.isPending}
      onChange={(event) =>
        change.mutate(
          { active: event.currentTarget.checked, version: reward.version },
          { onError: (error) => notifications.show({ color: "red", message: textOf(error) }) },
        )
      }
    />
  );
}
