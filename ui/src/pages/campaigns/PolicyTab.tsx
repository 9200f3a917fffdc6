/** What holds over all campaigns: how many mails a customer is sent at most, in so many days. */
import { Button, Group, NumberInput, Paper, SegmentedControl, Stack, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { CampaignPolicyIn, CampaignPolicyOut } from "../../api/schema";
import { ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";

const PATH = "/v1/campaign-policy";
const KEY = ["campaign-policy"] as const;

export function PolicyTab() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: () => ask<CampaignPolicyOut>(PATH) });
  if (error) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  return data ? <Form key={data.version} policy={data} /> : <Lines count={4} height={48} />;
}

function Form({ policy }: { policy: CampaignPolicyOut }) {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const [most, setMost] = useState<number | null>(policy.most_mails);
  const [days, setDays] = useState(policy.days);
  const [drops, setDrops] = useState(policy.drops);
  const save = useDeed<CampaignPolicyIn, CampaignPolicyOut>({ path: PATH, method: "PUT", touches: [KEY] });
  const changed = most !== policy.most_mails || days !== policy.days || drops !== policy.drops;
  const send = () =>
    save.mutate(
      { most_mails: most, days, drops, version: policy.version },
      { onSuccess: () => notifications.show({ message: t("campaignPolicy.saved") }) },
    );
  return (
    <Paper p="md" maw={640} component="section" aria-label={t("campaignPolicy.tab")}>
      <Stack gap="md">
        <Switch
          label={t("campaignPolicy.limits")}
          description={t("campaignPolicy.limitsHint")}
          checked={most !== null}
          disabled={!may}
          onChange={(event) => setMost(event.currentTarget.checked ? (policy.most_mails ?? 3) : null)}
        />
        {most !== null && (
          <>
            <Group gap="md" align="flex-end">
              <NumberInput
                w={140}
                label={t("campaignPolicy.most")}
                min={1}
                max={1_000}
                allowDecimal={false}
                disabled={!may}
                value={most}
                onChange={(value) => setMost(Number(value) || 1)}
              />
              <NumberInput
                w={140}
                label={t("campaignPolicy.days")}
                min={1}
                max={365}
                allowDecimal={false}
                disabled={!may}
                value={days}
                onChange={(value) => setDays(Number(value) || 1)}
              />
            </Group>
            <div>
              <Text size="sm" fw={500} mb={4} id="policy-too-many">
                {t("campaignPolicy.tooMany")}
              </Text>
              <SegmentedControl
                aria-labelledby="policy-too-many"
                disabled={!may}
                data={[
                  { value: "waits", label: t("campaignPolicy.waits") },
                  { value: "drops", label: t("campaignPolicy.drops") },
                ]}
                value={drops ? "drops" : "waits"}
                onChange={(value) => setDrops(value === "drops")}
              />
            </div>
          </>
        )}
        <Text size="xs" c="dimmed">
          {t("campaignPolicy.quiet")}
        </Text>
        {save.error && <ErrorState error={save.error} what={t("campaignPolicy.notSaved")} />}
        {may && (
          <Group>
            <Button onClick={send} loading={save.isPending} disabled={!changed}>
              {t("action.save")}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
