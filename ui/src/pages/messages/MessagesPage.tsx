/** Messages: the templates that mails are written by, newsletters, and what was sent to whom. */
import { Button, Tabs } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PageHead } from "../../parts/PageHead";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { LogTab } from "./log/LogTab";
import { NewslettersTab } from "./newsletters/NewslettersTab";
import { NEWSLETTER_NEW } from "./newsletters/reading";
import { SuppressionsTab } from "./suppressions/SuppressionsTab";
import { TEMPLATE_NEW } from "./templates/queries";
import { TemplatesTab } from "./templates/TemplatesTab";

const TABS = ["templates", "newsletters", "mailbox", "log", "suppressions"] as const;
const NARROWED = ["search", "kind", "source", "source_id", "state", "reason"];

export function Component() {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [tab, open] = useTab(TABS, "templates", NARROWED);
  const line = useTabInView(tab);
  return (
    <>
      <PageHead
        title={t("place.messages")}
        actions={
          (tab === "templates" || tab === "newsletters") &&
          may && (
            <Button
              component={Link}
              to={tab === "templates" ? TEMPLATE_NEW : NEWSLETTER_NEW}
              leftSection={<IconPlus size={18} stroke={1.5} />}
            >
              {t(tab === "templates" ? "mail.new" : "newsletter.new")}
            </Button>
          )
        }
      >
        {t(`mail.tabText.${tab}`)}
      </PageHead>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" ref={line} className="tabs-line">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`mail.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {tab === "templates" && <TemplatesTab />}
          {tab === "newsletters" && <NewslettersTab />}
          {tab === "mailbox" && <LogTab mailbox />}
          {tab === "log" && <LogTab />}
          {tab === "suppressions" && <SuppressionsTab />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
