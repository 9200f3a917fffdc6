/** All campaigns: what lets customers enter, how each stands, and how many are under way. */
import { Button, Card, Group, Menu, Select, SimpleGrid, Tabs, Text } from "@mantine/core";
import { IconArrowsSplit2, IconChevronDown, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/queries";
import type { CampaignOut } from "../../api/schema";
import { type Column, DataTable } from "../../parts/DataTable";
import { Num, When } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { SearchInput } from "../../parts/SearchInput";
import { EmptyState } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { PolicyTab } from "./PolicyTab";
import { CAMPAIGN_NEW, campaignPath, starterPath } from "./queries";
import { STARTERS } from "./starters";
import { CampaignState } from "./state";
import { TriggerSentence } from "./TriggerSentence";
import { WORKFLOW_NEW } from "./workflows/queries";
import { WorkflowsTab } from "./workflows/WorkflowsTab";

const STATES = ["draft", "test", "running", "paused", "ended", "archived"] as const;

const TABS = ["campaigns", "workflows", "policy"] as const;

export function Component() {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const [tab, open] = useTab(TABS, "campaigns", ["search", "state"]);
  const line = useTabInView(tab);
  const isCampaigns = tab === "campaigns";
  return (
    <>
      <PageHead
        title={t("place.campaigns")}
        actions={
          may &&
          tab !== "policy" && (
            <Group gap="xs">
              {isCampaigns && <StartersMenu />}
              <Button
                component={Link}
                to={isCampaigns ? CAMPAIGN_NEW : WORKFLOW_NEW}
                leftSection={<IconPlus size={18} stroke={1.5} />}
              >
                {t(isCampaigns ? "campaign.new" : "workflow.new")}
              </Button>
            </Group>
          )
        }
      >
        {t(isCampaigns ? "campaign.listText" : tab === "policy" ? "campaignPolicy.text" : "workflow.text")}
      </PageHead>
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" ref={line} className="tabs-line">
          <Tabs.Tab value="campaigns">{t("place.campaigns")}</Tabs.Tab>
          <Tabs.Tab value="workflows">{t("workflow.list")}</Tabs.Tab>
          <Tabs.Tab value="policy">{t("campaignPolicy.tab")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {isCampaigns ? <CampaignsTab /> : tab === "policy" ? <PolicyTab /> : <WorkflowsTab />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function CampaignsTab() {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const [read, write] = useAddress();
  const [search, state] = [read("search"), read("state")];
  const pages = usePages<CampaignOut>(["campaigns"], "/v1/campaigns", { search, state });
  const columns = useColumns();
  return (
    <>
      <Group gap="xs" mb="sm">
        <SearchInput
          value={search}
          onSearch={(value) => write({ search: value })}
          placeholder={t("campaign.searchHint")}
        />
        <Select
          clearable
          w={{ base: "100%", xs: 180 }}
          aria-label={t("points.state")}
          placeholder={t("segments.anyState")}
          data={STATES.map((one) => ({ value: one, label: t(`campaign.state.${one}`) }))}
          value={state || null}
          onChange={(value) => write({ state: value })}
        />
      </Group>
      <DataTable
        label={t("place.campaigns")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => campaignPath(row.id)}
        empty={
          search || state ? (
            <EmptyState
              title={t("campaign.noneFound")}
              action={
                <Button variant="default" onClick={() => write({ search: null, state: null })}>
                  {t("action.clearFilters")}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconArrowsSplit2 size={40} stroke={1.2} />}
              title={t("campaign.none")}
              action={may && <Starters />}
            >
              {t("campaign.noneText")}
            </EmptyState>
          )
        }
      />
    </>
  );
}

/** Where there are campaigns already, the starters are a press away. */
function StartersMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} stroke={1.5} />}>
          {t("campaign.fromStarter")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {STARTERS.map((one) => (
          <Menu.Item key={one.id} component={Link} to={starterPath(one.id)}>
            {t(one.name)}
            <Text size="xs" c="dimmed">
              {t(one.text)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Starters() {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {STARTERS.map((one) => (
        <Card
          key={one.id}
          component={Link}
          to={starterPath(one.id)}
          withBorder
          padding="sm"
          className="plain-link mantine-focus-auto"
        >
          <Text fw={600} size="sm">
            {t(one.name)}
          </Text>
          <Text size="xs" c="dimmed">
            {t(one.text)}
          </Text>
        </Card>
      ))}
    </SimpleGrid>
  );
}

function useColumns(): Column<CampaignOut>[] {
  const { t } = useTranslation();
  return useMemo<Column<CampaignOut>[]>(
    () => [
      {
        id: "name",
        header: t("campaign.one"),
        cell: (row) => (
          <>
            <Link to={campaignPath(row.id)} className="plain-link break">
              {row.name}
            </Link>
            <Text size="xs" c="dimmed" className="break" maw={520}>
              <TriggerSentence campaign={row} />
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => <CampaignState campaign={row} />,
        width: 130,
        below: "name",
      },
      {
        id: "under",
        header: t("campaign.underWay"),
        cell: (row) => <Num value={row.under_way} />,
        numeric: true,
        width: 120,
      },
      {
        id: "entered",
        header: t("campaign.entered"),
        cell: (row) => <Num value={row.entered} />,
        numeric: true,
        wide: true,
        width: 120,
      },
      {
        id: "updated",
        header: t("campaign.updated"),
        cell: (row) => <When value={row.updated_at} relative />,
        wide: true,
        width: 160,
      },
    ],
    [t],
  );
}
