/** Promotions: what lowers the price of carts, the rewards that points are exchanged for, and what holds for all. */
import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PageHead } from "../../parts/PageHead";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { ConflictsTab } from "./conflicts/ConflictsTab";
import { PromotionsTab } from "./list/PromotionsTab";
import { PROMOTION_NEW, REWARD_NEW } from "./queries";
import { RewardsTab } from "./rewards/RewardsTab";
import { SettingsTab } from "./settings/SettingsTab";

const TABS = ["promotions", "rewards", "conflicts", "settings"] as const;
type Tab = (typeof TABS)[number];

export function Component() {
  const { t } = useTranslation();
  const [tab, open] = useTab(TABS, "promotions", ["search"]);
  const line = useTabInView(tab);
  return (
    <>
      <PageHead title={t("place.promotions")} actions={<Begin tab={tab} />}>
        {t(`promo.text.${tab}`)}
      </PageHead>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" ref={line} className="tabs-line">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`promo.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {tab === "promotions" && <PromotionsTab />}
          {tab === "rewards" && <RewardsTab />}
          {tab === "conflicts" && <ConflictsTab />}
          {tab === "settings" && <SettingsTab />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** What can be begun on a tab. */
function Begin({ tab }: { tab: Tab }) {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  if (!may || tab === "settings" || tab === "conflicts") return null;
  return (
    <Button
      component={Link}
      to={tab === "rewards" ? REWARD_NEW : PROMOTION_NEW}
      leftSection={<IconPlus size={18} stroke={1.5} />}
    >
      {t(tab === "rewards" ? "reward.new" : "promo.new")}
    </Button>
  );
}
