/** Settings: what is done once or seldom. A tab shows where its reader may see it. */
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigate } from "react-router";
import type { Scope } from "../../api/types";
import { PageHead } from "../../parts/PageHead";
import { useTabInView } from "../../parts/useTabInView";
import { useSignedIn } from "../../shell/SessionGate";

const TABS = [
  { value: "import", scope: "imports:read" },
  { value: "shop", scope: "overview:read" },
  { value: "attributes", scope: "segments:read" },
  { value: "mail", scope: "messages:read" },
  { value: "webhooks", scope: "webhooks:read" },
  { value: "api-keys", scope: "keys:read" },
  { value: "users", scope: "users:read" },
  { value: "audit", scope: "audit:read" },
] as const satisfies { value: string; scope: Scope }[];

export function Component() {
  const { t } = useTranslation();
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const here = useLocation().pathname.split("/")[2] ?? "import";
  const tabs = useTabInView(here);
  const shown = TABS.filter((tab) => user.scopes?.includes(tab.scope) ?? true);
  return (
    <>
      <PageHead title={t("place.settings")} />
      <Tabs value={here} onChange={(value) => value && navigate(`/settings/${value}`)} keepMounted={false}>
        <Tabs.List mb="lg" className="tabs-line" ref={tabs}>
          {shown.map((tab) => (
            <Tabs.Tab key={tab.value} value={tab.value}>
              {t(`settings.${tab.value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <Outlet />
    </>
  );
}
