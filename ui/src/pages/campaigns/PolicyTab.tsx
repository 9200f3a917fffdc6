/** What holds over all campaigns: how many mails a customer is sent at most, quiet hours, and what is too late. */
import {
  Anchor,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Stack,
  Switch,
  Text,
} from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { CampaignPolicyIn, CampaignPolicyOut } from "../../api/schema";
import type { Fault, Json } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { faultUnder } from "../../parts/schema";
import { ErrorState, Lines } from "../../parts/states";
import { useMay } from "../../shell/SessionGate";
import { DurationField } from "./editor/inputs";
import { POLICY_KEY, POLICY_PATH, QuietInputs, USUAL_QUIET, usePolicy, ZoneSelect } from "./MailTimes";

const PARTS = ["most_mails", "days", "drops", "quiet_hours", "time_zone_of", "too_late"] as const;
type Said = Pick<CampaignPolicyOut, (typeof PARTS)[number]>;

interface PartProps {
  said: Said;
  set: (change: Partial<Said>) => void;
  may: boolean;
  faults: Fault[];
}

export function PolicyTab() {
  const { t } = useTranslation();
  const { data, error, refetch } = usePolicy();
  if (error) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />;
  return data ? <Form key={data.version} policy={data} /> : <Lines count={4} height={48} />;
}

function Form({ policy }: { policy: CampaignPolicyOut }) {
  const { t } = useTranslation();
  const may = useMay("campaigns:write");
  const begins = Object.fromEntries(PARTS.map((name) => [name, policy[name]])) as unknown as Said;
  const [said, setSaid] = useState<Said>(begins);
  const save = useDeed<CampaignPolicyIn, CampaignPolicyOut>({
    path: POLICY_PATH,
    method: "PUT",
    touches: [POLICY_KEY],
  });
  const faults = save.error instanceof Problem ? save.error.errors : [];
  const set = (change: Partial<Said>) => setSaid({ ...said, ...change });
  const send = () =>
    save.mutate(
      { ...said, version: policy.version },
      { onSuccess: () => notifications.show({ message: t("campaignPolicy.saved") }) },
    );
  const part = { said, set, may, faults };
  return (
    <Paper p="md" maw={640} component="section" aria-label={t("campaignPolicy.tab")}>
      <Stack gap="md">
        <HowMany {...part} />
        <When {...part} />
        <Text size="sm" c="dimmed">
          {t("campaignPolicy.newsletters")}{" "}
          <Anchor component={Link} to="/settings/mail" size="sm">
            {t("campaignPolicy.mailSettings")}
          </Anchor>
        </Text>
        {save.error && <ErrorState error={save.error} what={t("campaignPolicy.notSaved")} />}
        {may && (
          <Group>
            <Button onClick={send} loading={save.isPending} disabled={JSON.stringify(said) === JSON.stringify(begins)}>
              {t("action.save")}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function HowMany({ said, set, may }: PartProps) {
  const { t } = useTranslation();
  const whole = { min: 1, allowDecimal: false, disabled: !may, w: 140 };
  return (
    <Fieldset legend={t("campaignPolicy.ofMails")}>
      <Stack gap="md">
        <Switch
          label={t("campaignPolicy.limits")}
          description={t("campaignPolicy.limitsHint")}
          checked={said.most_mails !== null}
          disabled={!may}
          onChange={(event) => set({ most_mails: event.currentTarget.checked ? 3 : null })}
        />
        {said.most_mails !== null && (
          <>
            <Group gap="md" align="flex-end">
              <NumberInput
                {...whole}
                label={t("campaignPolicy.most")}
                max={1_000}
                value={said.most_mails}
                onChange={(value) => set({ most_mails: Number(value) || 1 })}
              />
              <NumberInput
                {...whole}
                label={t("campaignPolicy.days")}
                max={365}
                value={said.days}
                onChange={(value) => set({ days: Number(value) || 1 })}
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
                value={said.drops ? "drops" : "waits"}
                onChange={(value) => set({ drops: value === "drops" })}
              />
            </div>
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

function When({ said, set, may, faults }: PartProps) {
  const { t } = useTranslation();
  const { zoneName } = useFormats();
  return (
    <Fieldset legend={t("campaignPolicy.whenMails")} disabled={!may}>
      <Stack gap="md">
        <Switch
          label={t("campaignPolicy.quietOn")}
          description={t("campaignPolicy.quietHint")}
          checked={said.quiet_hours !== null}
          onChange={(event) => set({ quiet_hours: event.currentTarget.checked ? USUAL_QUIET : null })}
        />
        {said.quiet_hours && (
          <QuietInputs
            value={said.quiet_hours}
            onChange={(quiet_hours) => set({ quiet_hours })}
            pointer="/quiet_hours"
            error={faultUnder(faults, "/quiet_hours")}
          />
        )}
        <ZoneSelect
          value={said.time_zone_of}
          onChange={(time_zone_of) => set({ time_zone_of })}
          usual={t("campaign.settings.shopZone", { zone: zoneName })}
          pointer="/time_zone_of"
          error={faultUnder(faults, "/time_zone_of")}
          disabled={!may}
        />
        <Switch
          label={t("campaignPolicy.lateOn")}
          description={t("campaignPolicy.lateHint")}
          checked={said.too_late !== null}
          onChange={(event) => set({ too_late: event.currentTarget.checked ? { amount: 1, unit: "days" } : null })}
        />
        {said.too_late && (
          <DurationField
            schema={{}}
            required
            label={t("campaignPolicy.lateBy")}
            value={said.too_late as unknown as Json}
            onChange={(too_late) => set({ too_late: too_late as unknown as Said["too_late"] })}
            pointer="/too_late"
            error={faultUnder(faults, "/too_late")}
          />
        )}
      </Stack>
    </Fieldset>
  );
}
