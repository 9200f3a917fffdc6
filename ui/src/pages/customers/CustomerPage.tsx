/** One customer: the answer for a support agent in ten seconds, and everything behind it. */
import { Grid, Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useCustomer } from "../../api/queries";
import { Figure, Figures } from "../../parts/Figure";
import { Money, Num, When } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { ErrorState, Lines } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { WhyPanel } from "../segments/WhyPanel";
import { CustomerOrders } from "./CustomerOrders";
import { CustomerPointsTab } from "./CustomerPoints";
import { CustomerTimeline } from "./CustomerTimeline";
import { nameOf } from "./columns";
import { Profile } from "./Profile";

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [read, write] = useAddress();
  const { data: customer, error, isPending, refetch } = useCustomer(id);
  const [why, setWhy] = useState<{ id: string; name: string } | null>(null);
  const back = { to: "/customers", label: t("place.customers") };
  if (error && !customer) {
    return (
      <>
        <PageHead title={t("customers.one")} back={back} />
        <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
      </>
    );
  }
  return (
    <>
      <PageHead
        title={customer ? nameOf(customer) : " "}
        back={back}
        state={
          customer?.guest ? <StateDot tone="off" label={t("customers.guest")} hint={t("customers.guestHint")} /> : null
        }
      >
        {customer ? [customer.name ? customer.email : null, customer.external_id].filter(Boolean).join(" · ") : null}
      </PageHead>
      <Figures>
        <Figure label={t("customers.netTotalAll")} value={<Money value={customer?.net_total} />} loading={isPending} />
        <Figure label={t("customers.orders")} value={<Num value={customer?.orders} />} loading={isPending} />
        <Figure
          label={t("customers.lastOrder")}
          value={<When value={customer?.last_order_at} relative />}
          loading={isPending}
        />
        <Figure label={t("customers.points")} value={<Num value={customer?.points} />} loading={isPending} />
      </Figures>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 4 }}>
          {customer ? <Profile customer={customer} onWhy={setWhy} /> : <Lines count={10} />}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Tabs value={read("tab") || "orders"} onChange={(tab) => write({ tab: tab === "orders" ? null : tab })}>
            <Tabs.List mb="md">
              <Tabs.Tab value="orders">{t("customers.orders")}</Tabs.Tab>
              <Tabs.Tab value="points">{t("customers.points")}</Tabs.Tab>
              <Tabs.Tab value="timeline">{t("customers.timeline")}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="orders">
              <CustomerOrders id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="points">
              <CustomerPointsTab id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="timeline">
              <CustomerTimeline id={id} />
            </Tabs.Panel>
          </Tabs>
        </Grid.Col>
      </Grid>
      <WhyPanel segment={why} customer={customer ?? null} onClose={() => setWhy(null)} />
    </>
  );
}
