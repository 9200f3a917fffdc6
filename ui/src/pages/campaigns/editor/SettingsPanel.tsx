/** What holds for the whole campaign: who may enter again, what ends it early, and when mails may go out. */
import { Anchor, Fieldset, Select, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { FaultOut } from "../../../api/schema";
import type { Json } from "../../../api/types";
import { faultUnder } from "../../../parts/schema";
import { HINT_BELOW } from "../../../parts/TypedNumber";
import { QuietInputs, USUAL_QUIET, usePolicy, ZoneSelect } from "../MailTimes";
import { CAMPAIGN_INPUTS, DurationField } from "./inputs";
import type { Drawing } from "./useDrawing";

type Values = Record<string, Json>;
const AGAIN = ["each_time", "once_a_period", "after_leaving", "once_ever"] as const;
const part = (value: Json | undefined): Values =>
  value && typeof value === "object" && !Array.isArray(value) ? value : {};

export function SettingsPanel({ drawing }: { drawing: Drawing }) {
  const { t } = useTranslation();
  const { settings } = drawing.draft;
  const faults = drawing.reading.data?.errors ?? [];
  const set = (change: Values) => drawing.apply({ ...drawing.draft, settings: { ...settings, ...change } }, "settings");
  const [entry, ends] = [part(settings.entry), part(settings.ends_on)];
  const again = String(entry.again ?? "each_time");
  const input = { schema: {}, required: false };
  const Segment = CAMPAIGN_INPUTS.segment as NonNullable<(typeof CAMPAIGN_INPUTS)[string]>;
  const Texts = CAMPAIGN_INPUTS.texts as NonNullable<(typeof CAMPAIGN_INPUTS)[string]>;
  return (
    <Stack gap="md">
      <Fieldset legend={t("campaign.settings.entry")}>
        <Stack gap="xs">
          <Select
            aria-label={t("campaign.settings.entry")}
            allowDeselect={false}
            data={AGAIN.map((one) => ({ value: one, label: t(`campaign.again.${one}`) }))}
            value={again}
            onChange={(next) =>
              next &&
              set({
                entry:
                  next === "once_a_period" ? { again: next, period: { amount: 30, unit: "days" } } : { again: next },
              })
            }
          />
          {again === "once_a_period" && (
            <DurationField
              {...input}
              required
              label={t("campaign.settings.period")}
              value={entry.period}
              onChange={(period) => set({ entry: { ...entry, period } })}
              pointer="/settings/entry/period"
              error={faultUnder(faults, "/settings/entry/period")}
            />
          )}
        </Stack>
      </Fieldset>
      <Fieldset legend={t("campaign.settings.ends")}>
        <Stack gap="sm">
          <Switch
            label={t("campaign.settings.goal")}
            checked={ends.goal === true}
            onChange={(event) => set({ ends_on: { ...ends, goal: event.currentTarget.checked } })}
          />
          <Switch
            label={t("campaign.settings.order")}
            checked={ends.order === true}
            onChange={(event) => set({ ends_on: { ...ends, order: event.currentTarget.checked } })}
          />
          <Texts
            {...input}
            label={t("campaign.settings.events")}
            value={ends.events ?? []}
            onChange={(events) => set({ ends_on: { ...ends, events } })}
            pointer="/settings/ends_on/events"
            error={faultUnder(faults, "/settings/ends_on/events")}
          />
          <Segment
            {...input}
            label={t("campaign.settings.left")}
            value={ends.left_segment ?? null}
            onChange={(left_segment) => set({ ends_on: { ...ends, left_segment } })}
            pointer="/settings/ends_on/left_segment"
            error={faultUnder(faults, "/settings/ends_on/left_segment")}
          />
        </Stack>
      </Fieldset>
      <Mails settings={settings} set={set} faults={faults} />
      <Text size="xs" c="dimmed">
        {t("campaign.settings.hint")}
      </Text>
    </Stack>
  );
}

interface MailsProps {
  settings: Values;
  set: (change: Values) => void;
  faults: readonly FaultOut[];
}

const CHOICES = ["asAll", "own", "never"] as const;

/** When its mails may go out: as for all campaigns, unless it says otherwise. */
function Mails({ settings, set, faults }: MailsProps) {
  const { t } = useTranslation();
  const { data: policy } = usePolicy();
  const quiet = settings.quiet_hours ? "own" : settings.never_quiet === true ? "never" : "asAll";
  const late = settings.too_late ? "own" : settings.never_too_late === true ? "never" : "asAll";
  const ofAll = (what: string | null) =>
    policy
      ? t("campaign.settings.ofAll", { what: what ?? t("campaign.settings.noneSet") })
      : t("campaign.settings.asAll");
  const shopsQuiet = policy?.quiet_hours ? t("campaign.settings.quietWords", { ...policy.quiet_hours }) : null;
  const allLate = policy?.too_late;
  const shopsLate = allLate ? `${allLate.amount} ${t(`enum.${allLate.unit}`).toLowerCase()}` : null;
  const chooseQuiet = (choice: string | null) =>
    set({ quiet_hours: choice === "own" ? { ...USUAL_QUIET } : null, never_quiet: choice === "never" });
  const chooseLate = (choice: string | null) =>
    set({ too_late: choice === "own" ? { amount: 1, unit: "days" } : null, never_too_late: choice === "never" });
  return (
    <Fieldset legend={t("campaign.settings.mails")}>
      <Stack gap="sm">
        <Select
          label={t("campaign.settings.quiet")}
          allowDeselect={false}
          data-field="/settings/never_quiet"
          data={CHOICES.map((one) => ({
            value: one,
            label: one === "asAll" ? ofAll(shopsQuiet) : t(`campaign.settings.${one}`),
          }))}
          value={quiet}
          onChange={chooseQuiet}
        />
        {quiet === "own" && (
          <QuietInputs
            value={settings.quiet_hours as unknown as typeof USUAL_QUIET}
            onChange={(quiet_hours) => set({ quiet_hours: { ...quiet_hours } })}
            pointer="/settings/quiet_hours"
            error={faultUnder(faults, "/settings/quiet_hours")}
          />
        )}
        <ZoneSelect
          value={typeof settings.time_zone_of === "string" ? settings.time_zone_of : null}
          onChange={(time_zone_of) => set({ time_zone_of })}
          usual={t("campaign.settings.asAll")}
          pointer="/settings/time_zone_of"
          error={faultUnder(faults, "/settings/time_zone_of")}
        />
        <Select
          label={t("campaign.settings.late")}
          allowDeselect={false}
          inputWrapperOrder={HINT_BELOW}
          data-field="/settings/never_too_late"
          data={CHOICES.map((one) => ({
            value: one,
            label:
              one === "asAll"
                ? ofAll(shopsLate)
                : t(one === "never" ? "campaign.settings.neverLate" : "campaign.settings.own"),
          }))}
          value={late}
          onChange={chooseLate}
        />
        {late === "own" && (
          <DurationField
            schema={{}}
            required
            label={t("campaign.settings.lateBy")}
            value={settings.too_late}
            onChange={(too_late) => set({ too_late })}
            pointer="/settings/too_late"
            error={faultUnder(faults, "/settings/too_late")}
          />
        )}
        <Switch
          label={t("campaign.settings.cap")}
          description={t("campaign.settings.capHint")}
          checked={settings.counts_toward_cap !== false}
          onChange={(event) => set({ counts_toward_cap: event.currentTarget.checked })}
        />
        <Anchor component={Link} to="/campaigns?tab=policy" target="_blank" size="xs" w="fit-content">
          {t("campaign.settings.limits")}
        </Anchor>
      </Stack>
    </Fieldset>
  );
}
