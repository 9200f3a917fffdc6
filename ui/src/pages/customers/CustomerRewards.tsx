/** What a customer can exchange points for, how far each is away, and the coupons that are theirs. */
import { Button, Group, Paper, Progress, Stack, Text, Title } from "@mantine/core";
import { IconGift, IconTicket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import { usePages } from "../../api/queries";
import type { CouponOut, ReachOut } from "../../api/schema";
import type { Customer } from "../../api/types";
import { DataTable } from "../../parts/DataTable";
import { useFormats } from "../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { useCouponColumns } from "../promotions/coupons/columns";
import { WithdrawDialog } from "../promotions/coupons/WithdrawDialog";
import classes from "./CustomerRewards.module.css";
import { TakeDialog } from "./TakeDialog";

export function CustomerRewards({ customer }: { customer: Customer | undefined }) {
  if (!customer) return <Lines />;
  return (
    <Stack gap="lg">
      <Rewards customer={customer} />
      <Coupons customer={customer} />
    </Stack>
  );
}

function Rewards({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const may = useMay("points:write");
  const [taking, setTaking] = useState<ReachOut | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["customer", customer.id, "rewards"],
    queryFn: () => ask<ReachOut[]>(`/v1/customers/${encodeURIComponent(customer.id)}/rewards`),
  });
  return (
    <section aria-labelledby="rewards-title">
      <Title order={2} mb="xs" id="rewards-title">
        {t("reward.list")}
      </Title>
      {error && !data ? (
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      ) : !data ? (
        <Lines count={3} height={48} />
      ) : data.length === 0 ? (
        <Paper>
          <EmptyState icon={<IconGift size={32} stroke={1.2} />} title={t("reward.noneOn")}>
            {t("reward.noneText")}
          </EmptyState>
        </Paper>
      ) : (
        <div className={classes.rewards}>
          {data.map((one) => (
            <Reward
              key={one.reward}
              reach={one}
              balance={customer.points}
              onTake={may ? () => setTaking(one) : undefined}
            />
          ))}
        </div>
      )}
      {taking && <TakeDialog customer={customer} reach={taking} onClose={() => setTaking(null)} />}
    </section>
  );
}

interface RewardProps {
  reach: ReachOut;
  balance: number;
  onTake: (() => void) | undefined;
}

/** A reward and how far it is away; why it can't be taken stands there in words. */
function Reward({ reach, balance, onTake }: RewardProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const { name, points, to_go, reason } = reach;
  const needed = to_go > 0 ? Math.max(points, balance + to_go) : points;
  const share = Math.min(100, Math.max(0, ((needed - to_go) / needed) * 100));
  const toGo = t("reward.toGo", { count: to_go, number: format.number(to_go) });
  return (
    <Paper p="md" component="article" aria-label={name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
        <div>
          <Text fw={500} className="break">
            {name}
          </Text>
          <Text size="xs" c="dimmed" className="figures">
            {t("mass.points", { count: points, number: format.number(points) })}
          </Text>
        </div>
        {onTake && (
          <Button flex="none" size="compact-sm" variant="default" disabled={reason !== null} onClick={onTake}>
            {t("reward.take")}
          </Button>
        )}
      </Group>
      {(reason === null || reason === "points") && (
        <Progress value={share} mt="sm" size="sm" aria-label={to_go > 0 ? toGo : t("reward.reached")} />
      )}
      <Text size="xs" mt={4} c={reason === null ? "var(--good)" : "dimmed"}>
        {reason === null ? t("reward.reached") : reason === "points" ? toGo : t(`reward.why.${reason}`)}
      </Text>
    </Paper>
  );
}

function Coupons({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const [withdrawing, setWithdrawing] = useState<CouponOut | null>(null);
  const whose = customer.external_id;
  const pages = usePages<CouponOut>(
    ["coupons", "of", customer.id],
    "/v1/coupons",
    { customer: whose },
    { enabled: whose !== null },
  );
  const columns = useCouponColumns({ onWithdraw: may ? setWithdrawing : undefined });
  return (
    <section aria-labelledby="coupons-title">
      <Title order={2} mb="xs" id="coupons-title">
        {t("coupon.title")}
      </Title>
      <DataTable
        label={t("coupon.title")}
        // Codes are listed by the shop's id of the customer, which a guest has none of.
        pages={whose === null ? { ...pages, rows: [] } : pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={
          <EmptyState icon={<IconTicket size={32} stroke={1.2} />} title={t("coupon.noneOfCustomer")}>
            {t("coupon.noneOfCustomerText")}
          </EmptyState>
        }
      />
      {withdrawing && <WithdrawDialog coupon={withdrawing} onClose={() => setWithdrawing(null)} />}
    </section>
  );
}
