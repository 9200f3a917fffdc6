/** The loyalty programme: its figures, the rules by which points are earned and spent, what was given by hand, all that was posted, and what is owed. */
import { Box, Button, Tabs, Text } from "@mantine/core";
import { IconPlus, IconSettings } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useProgramme } from "../../api/queries";
import type { Programme } from "../../api/types";
import { BelowAll } from "../../parts/Below";
import { Figure, Figures } from "../../parts/Figure";
import { Num } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { StateDot } from "../../parts/StateDot";
import { ErrorState } from "../../parts/states";
import { useTab } from "../../parts/useTab";
import { useTabInView } from "../../parts/useTabInView";
import { useMay } from "../../shell/SessionGate";
import { EARNING_NEW, EarningRulesTab } from "./earning/EarningRulesTab";
import { FILTERS } from "./history/Filters";
import { HistoryTab } from "./history/HistoryTab";
import { LiabilityTab } from "./liability/LiabilityTab";
import { MASS_NEW, MassTab } from "./mass/MassTab";
import { ReferralsTab } from "./referrals/ReferralsTab";
import { SPENDING_NEW, SpendingRulesTab } from "./spending/SpendingRulesTab";
import { VerifyBooks } from "./VerifyBooks";

const PROGRAMME = "/points/programme";
const TABS = ["earning", "spending", "mass", "referrals", "history", "liability"] as const;
/** What tabs are narrowed down by. */
const OF_TABS = ["state", "span", ...FILTERS];
type Tab = (typeof TABS)[number];

export function Component() {
  const { t } = useTranslation();
  const programme = useProgramme();
  const [tab, open] = useTab(TABS, "earning", OF_TABS);
  const line = useTabInView(tab);
  return (
    <>
      <PageHead
        title={t("place.points")}
        state={programme.data && !programme.data.active ? <StateDot tone="off" label={t("points.inactive")} /> : null}
        actions={
          <>
            <Button
              component={Link}
              to={PROGRAMME}
              variant="default"
              leftSection={<IconSettings size={18} stroke={1.5} />}
            >
              {t("programme.settings")}
            </Button>
            <Begin tab={tab} />
          </>
        }
      >
        {programme.data && !programme.data.active ? t("programme.off") : t("points.text")}
      </PageHead>
      {programme.error && !programme.data ? (
        <Box mb="lg">
          <ErrorState error={programme.error} what={t("problem.notLoaded")} onRetry={() => programme.refetch()} />
        </Box>
      ) : (
        <ProgrammeFigures programme={programme.data} />
      )}
      <Tabs value={tab} onChange={open}>
        <Tabs.List mb="md" ref={line} className="tabs-line">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`points.tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Content tab={tab} />
        </Tabs.Panel>
      </Tabs>
      <BelowAll key={tab}>
        <VerifyBooks />
      </BelowAll>
    </>
  );
}

function Content({ tab }: { tab: Tab }) {
  switch (tab) {
    case "spending":
      return <SpendingRulesTab />;
    case "mass":
      return <MassTab />;
    case "referrals":
      return <ReferralsTab />;
    case "history":
      return <HistoryTab />;
    case "liability":
      return <LiabilityTab />;
    default:
      return <EarningRulesTab />;
  }
}

/** What can be begun on a tab. */
function Begin({ tab }: { tab: Tab }) {
  const { t } = useTranslation();
  const [rules, points] = [useMay("programme:write"), useMay("points:write")];
  const begun = {
    earning: rules && { to: EARNING_NEW, label: t("points.newRule") },
    spending: rules && { to: SPENDING_NEW, label: t("spending.new") },
    mass: points && { to: MASS_NEW, label: t("mass.new") },
    referrals: rules && { to: `${EARNING_NEW}?style=referral`, label: t("referrals.newRule") },
    history: null,
    liability: null,
  }[tab];
  if (!begun) return null;
  return (
    <Button component={Link} to={begun.to} leftSection={<IconPlus size={18} stroke={1.5} />}>
      {begun.label}
    </Button>
  );
}

/** How points came and went, then where they are: the one is the sum of the other. */
const FIGURES = [
  "issued",
  "adjusted",
  "redeemed",
  "ended",
  "reversed",
  "forgiven",
  "available",
  "pending",
  "held",
  "debt",
] as const;
/** Those that a phone has room for before the tabs; the others come when they are asked for. */
const FIRST: readonly (typeof FIGURES)[number][] = ["issued", "redeemed", "available", "debt"];

function ProgrammeFigures({ programme }: { programme: Programme | undefined }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <>
      <Figures columns={5}>
        {FIGURES.map((name) => (
          <Figure
            key={name}
            label={t(`programme.${name}`)}
            value={<Num value={programme?.[name]} />}
            hint={t(`programme.hint.${name}`)}
            loading={!programme}
            wide={!all && !FIRST.includes(name)}
          />
        ))}
      </Figures>
      {!all && (
        <Button className="narrow-only" variant="subtle" size="compact-sm" mb="lg" onClick={() => setAll(true)}>
          {t("programme.allFigures")}
        </Button>
      )}
      <Text size="xs" c="dimmed" mb="lg" className={all ? undefined : "wide-only"}>
        {t("programme.sum")}
      </Text>
    </>
  );
}
