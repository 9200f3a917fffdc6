/** One customer: the answer for a support agent in ten seconds, and everything behind it. */
import { Grid, Menu, Stack, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconEraser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useCustomer, useDeed } from "../../api/queries";
import type { Customer, Erased } from "../../api/types";
import { Below } from "../../parts/Below";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { Figure, Figures } from "../../parts/Figure";
import { Money, Num, useFormats, When } from "../../parts/Formats";
import { isMissing, Missing } from "../../parts/Missing";
import { MoreMenu } from "../../parts/MoreMenu";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { ErrorState, Lines } from "../../parts/states";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { WhyPanel } from "../segments/WhyPanel";
import { CustomerCampaigns } from "./CustomerCampaigns";
import { CustomerCart } from "./CustomerCart";
import { CustomerMessages } from "./CustomerMessages";
import { CustomerNotes } from "./CustomerNotes";
import { CustomerOrders } from "./CustomerOrders";
import { CustomerPointsTab } from "./CustomerPoints";
import { CustomerReferrals } from "./CustomerReferrals";
import { CustomerRewards } from "./CustomerRewards";
import { CustomerTimeline } from "./CustomerTimeline";
import { customerPath, nameOf, shortNameOf } from "./columns";
import { Profile } from "./Profile";

const FACTS_FOLLOW_MS = 2_000;
/** Where the profile has no room beside the tabs it is one of them, or they would stand far below it. */
const NARROW = "(max-width: 61.99em)";

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { data: customer, error, isPending, refetch } = useCustomer(id);
  const [why, setWhy] = useState<{ id: string; name: string } | null>(null);
  const rewards = useMay("promotions:read");
  const campaigns = useMay("campaigns:read");
  const messages = useMay("messages:read");
  const quotes = useMay("quotes:ask");
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const tabs = [
    { value: "profile", label: t("customers.profile"), may: isNarrow },
    { value: "orders", label: t("customers.orders"), may: true },
    { value: "points", label: t("customers.points"), may: true },
    { value: "rewards", label: t("reward.tab"), may: rewards },
    { value: "referrals", label: t("referrals.title"), may: true },
    { value: "campaigns", label: t("place.campaigns"), may: campaigns },
    { value: "messages", label: t("place.messages"), may: messages },
    { value: "cart", label: t("customerCart.tab"), may: quotes },
    { value: "timeline", label: t("customers.timeline"), may: true },
  ].filter(({ may }) => may);
  const [tab, open] = useTab(
    tabs.map(({ value }) => value),
    isNarrow ? "profile" : "orders",
  );
  const line = useTabInView(tab);
  const back = { to: "/customers", label: t("place.customers") };
  if (error && !customer) {
    return (
      <>
        <PageHead title={t("customers.one")} back={back} />
        {isMissing(error) ? (
          <Missing title={t("customers.missing")} list={{ to: back.to, label: t("customers.all") }}>
            {t("customers.missingText")}
          </Missing>
        ) : (
          <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
        )}
      </>
    );
  }
  const about = (
    <Stack gap="md">
      {customer ? <Profile customer={customer} onWhy={setWhy} /> : <Lines count={10} />}
      <Below known={!isPending}>
        <CustomerNotes id={id} />
      </Below>
    </Stack>
  );
  return (
    <>
      <PageHead
        title={customer ? nameOf(customer) : ""}
        back={back}
        state={
          customer?.guest ? <StateDot tone="off" label={t("customers.guest")} hint={t("customers.guestHint")} /> : null
        }
        actions={customer && <Erasing customer={customer} />}
      >
        {(customer && [customer.name ? customer.email : null, customer.external_id].filter(Boolean).join(" · ")) ||
          "\u00a0"}
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
        {!isNarrow && <Grid.Col span={4}>{about}</Grid.Col>}
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Tabs value={tab} onChange={open}>
            <Tabs.List mb="md" ref={line} className="tabs-line">
              {tabs.map(({ value, label }) => (
                <Tabs.Tab key={value} value={value}>
                  {label}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {isNarrow && <Tabs.Panel value="profile">{about}</Tabs.Panel>}
            <Tabs.Panel value="orders">
              <CustomerOrders id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="points">
              <CustomerPointsTab id={id} customer={customer} />
            </Tabs.Panel>
            <Tabs.Panel value="rewards">
              <CustomerRewards customer={customer} />
            </Tabs.Panel>
            <Tabs.Panel value="referrals">
              <CustomerReferrals id={id} />
            </Tabs.Panel>
            <Tabs.Panel value="campaigns">{tab === "campaigns" && <CustomerCampaigns id={id} />}</Tabs.Panel>
            <Tabs.Panel value="messages">{tab === "messages" && <CustomerMessages id={id} />}</Tabs.Panel>
            <Tabs.Panel value="cart">{customer && <CustomerCart customer={customer} />}</Tabs.Panel>
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

/** Forgetting a customer who asked for it, behind a question that says what is lost. */
function Erasing({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = useMay("customers:erase");
  const [asking, setAsking] = useState(false);
  const name = shortNameOf(customer);
  const erase = useDeed<null, Erased>({
    path: `/v1${customerPath(customer.id)}`,
    method: "DELETE",
  });
  const done = () => {
    notifications.show({ message: t("customers.erased", { name }) });
    navigate("/customers");
    client.removeQueries({ queryKey: ["customer", customer.id] });
    // Lists come from the facts, which the worker brings up to date a moment later.
    setTimeout(() => client.invalidateQueries(), FACTS_FOLLOW_MS);
  };
  if (!may) return null;
  return (
    <>
      <MoreMenu>
        <Menu.Item color="red" leftSection={<IconEraser size={16} stroke={1.5} />} onClick={() => setAsking(true)}>
          {t("customers.erase")}
        </Menu.Item>
      </MoreMenu>
      <ConfirmDialog
        open={asking}
        title={t("customers.eraseTitle", { name })}
        confirm={t("customers.eraseConfirm")}
        danger
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate(null, { onSuccess: done })}
        onCancel={() => setAsking(false)}
      >
        {t("customers.eraseText", { count: customer.orders, number: format.number(customer.orders) })}{" "}
        {customer.points > 0 &&
          t("customers.erasePoints", { count: customer.points, number: format.number(customer.points) })}
      </ConfirmDialog>
    </>
  );
}
