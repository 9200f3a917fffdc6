/** Who was brought by whom, and what came of it; where there is none, how referrals are set up. */
import { Anchor, Button, Group, List, SegmentedControl, Text } from "@mantine/core";
import { IconUserHeart } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { ReferralOut } from "../../../api/schema";
import type { EarningRule } from "../../../api/types";
import { DataTable } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { EARNING_NEW, rulePath } from "../earning/EarningRulesTab";
import { useReferralColumns } from "./columns";

const STATES = ["waiting", "rewarded", "unrewarded", "refused"] as const;

export function ReferralsTab() {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const state = STATES.find((one) => one === read("state"));
  const pages = usePages<ReferralOut>(["referrals"], "/v1/referrals", { state });
  const columns = useReferralColumns();
  return (
    <>
      <SetUp />
      <Group mb="sm">
        <SegmentedControl
          size="xs"
          aria-label={t("points.state")}
          value={state ?? "all"}
          onChange={(next) => write({ state: next === "all" ? null : next })}
          data={[
            { value: "all", label: t("referrals.all") },
            ...STATES.map((value) => ({ value, label: t(`referrals.state.${value}`) })),
          ]}
        />
      </Group>
      <DataTable
        label={t("referrals.title")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.referred.id}
        empty={
          <EmptyState
            icon={<IconUserHeart size={40} stroke={1.2} />}
            title={t(state ? "referrals.noneSo" : "referrals.none")}
          >
            {state ? (
              <Button variant="default" mt="xs" onClick={() => write({ state: null })}>
                {t("action.clearFilters")}
              </Button>
            ) : (
              t("referrals.noneText")
            )}
          </EmptyState>
        }
      />
    </>
  );
}

/** What is needed for a referral to be rewarded, and which of it is there. */
function SetUp() {
  const { t } = useTranslation();
  const may = useMay("programme:write");
  const { rows } = usePages<EarningRule>(["earning-rules"], "/v1/earning-rules");
  const rules = (rows ?? []).filter((rule) => rule.style.kind === "referral" && rule.active);
  if (rows === undefined) return null;
  return (
    <div>
      <Text c="dimmed" mb="xs" maw={820}>
        {t("referrals.text")}
      </Text>
      <List size="sm" mb="md" spacing={4}>
        {(["referrer", "referred"] as const).map((whose) => {
          const ofThem = rules.filter((rule) => rule.style.whose === whose);
          return (
            <List.Item key={whose}>
              {t(`referrals.side.${whose}`)}:{" "}
              {ofThem.map((rule, index) => (
                <span key={rule.id}>
                  {index > 0 && ", "}
                  <Anchor component={Link} to={rulePath(rule.id)} size="sm">
                    {rule.name}
                  </Anchor>
                </span>
              ))}
              {ofThem.length === 0 &&
                (may ? (
                  <Anchor component={Link} to={`${EARNING_NEW}?style=referral&whose=${whose}`} size="sm">
                    {t("referrals.makeRule")}
                  </Anchor>
                ) : (
                  t("referrals.noRule")
                ))}
            </List.Item>
          );
        })}
      </List>
    </div>
  );
}
