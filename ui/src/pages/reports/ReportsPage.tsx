/** Reports: one question a tab, all over one period, and of one segment's members if that is chosen. */
import { Button, Tabs } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { PageHead } from "../../parts/PageHead";
import { Lines } from "../../parts/states";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { OnPaper } from "./OnPaper";
import "./print.css";

const CONTENT = {
  sales: lazy(() => import("./sales/SalesReport")),
  movement: lazy(() => import("./movement/MovementReport")),
  cohorts: lazy(() => import("./cohorts/CohortsReport")),
  rfm: lazy(() => import("./scores/ScoresReport")),
  points: lazy(() => import("./points/PointsReport")),
  promotions: lazy(() => import("./used/PromotionsReport")),
  coupons: lazy(() => import("./used/CouponsReport")),
  messages: lazy(() => import("./messages/MessagesReport")),
} as const;
export type Tab = keyof typeof CONTENT;
const TABS = Object.keys(CONTENT) as Tab[];
const FIRST: Tab = "sales";

export function Component() {
  const { t } = useTranslation();
  const [tab, open] = useTab(TABS, FIRST);
  const line = useTabInView(tab);
  const Content = CONTENT[tab];
  return (
    <>
      <PageHead
        title={t("place.reports")}
        actions={
          <Button
            variant="default"
            className="not-printed"
            leftSection={<IconPrinter size={18} stroke={1.5} />}
            onClick={() => window.print()}
          >
            {t("reports.print")}
          </Button>
        }
      >
        {t(`reports.text.${tab}`)}
      </PageHead>
      <OnPaper tab={tab} />
      <Tabs value={tab} onChange={open}>
        <Tabs.List mb="md" ref={line} className="tabs-line not-printed">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`reports.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Suspense fallback={<Lines />}>
            <Content />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
