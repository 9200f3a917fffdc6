/** When mails may leave, as all campaigns together say it and as one does: quiet hours, and by whose clock. */
import { Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import { useVocabulary } from "../../api/queries";
import type { CampaignPolicyOut } from "../../api/schema";
import { fieldLabel } from "../../condition/words";
import { useFormats } from "../../parts/Formats";
import { HINT_BELOW } from "../../parts/TypedNumber";
import { LocalTimeField } from "./editor/inputs";

export const POLICY_PATH = "/v1/campaign-policy";
export const POLICY_KEY = ["campaign-policy"] as const;

export const usePolicy = () => useQuery({ queryKey: POLICY_KEY, queryFn: () => ask<CampaignPolicyOut>(POLICY_PATH) });

export interface Quiet {
  since: string;
  until: string;
}

export const USUAL_QUIET: Quiet = { since: "21:00", until: "08:00" };

interface QuietProps {
  value: Quiet;
  onChange: (value: Quiet) => void;
  pointer: string;
  error?: string;
}

export function QuietInputs({ value, onChange, pointer, error }: QuietProps) {
  const { t } = useTranslation();
  const input = { schema: {}, required: true };
  return (
    <Group gap="sm" align="flex-start" role="group" aria-label={t("campaign.settings.quiet")}>
      <LocalTimeField
        {...input}
        label={t("campaign.settings.since")}
        value={value.since}
        onChange={(since) => onChange({ ...value, since: String(since) })}
        pointer={`${pointer}/since`}
        error={error}
      />
      <LocalTimeField
        {...input}
        label={t("campaign.settings.until")}
        description={value.until < value.since ? t("campaign.settings.nextDay") : undefined}
        value={value.until}
        onChange={(until) => onChange({ ...value, until: String(until) })}
        pointer={`${pointer}/until`}
      />
    </Group>
  );
}

interface ZoneProps {
  value: string | null;
  onChange: (value: string | null) => void;
  /** What counts where none is chosen. */
  usual: string;
  pointer: string;
  error?: string;
  disabled?: boolean;
}

const ATTRIBUTES = "customer.attributes.";

/** The attribute of customers that holds their time zone. */
export function ZoneSelect({ value, onChange, usual, pointer, error, disabled }: ZoneProps) {
  const { t } = useTranslation();
  const { data } = useVocabulary();
  const { zoneName } = useFormats();
  const texts = (data?.fields ?? []).filter((one) => one.path.startsWith(ATTRIBUTES) && one.type === "text");
  const options = texts.map((one) => ({ value: one.path.slice(ATTRIBUTES.length), label: fieldLabel(t, one) }));
  return (
    <Select
      label={t("campaign.settings.zone")}
      description={t(options.length > 0 ? "campaign.settings.zoneHint" : "campaign.settings.noZone", {
        zone: zoneName,
      })}
      inputWrapperOrder={HINT_BELOW}
      placeholder={usual}
      clearable
      disabled={disabled}
      data-field={pointer}
      data={options}
      value={value}
      onChange={onChange}
      error={error}
      clearButtonProps={{ "aria-label": t("action.clear") }}
    />
  );
}
