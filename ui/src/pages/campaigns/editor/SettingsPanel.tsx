/** What holds for the whole campaign: who may enter again, what ends it early, and when mails may go out. */
import { Fieldset, Group, Select, Stack, Switch, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../api/types";
import { faultUnder } from "../../../parts/schema";
import { CAMPAIGN_INPUTS, DurationField, LocalTimeField } from "./inputs";
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
  const [entry, ends, quiet] = [part(settings.entry), part(settings.ends_on), part(settings.quiet_hours)];
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
      <Fieldset legend={t("campaign.settings.mails")}>
        <Stack gap="sm">
          <Switch
            label={t("campaign.settings.quiet")}
            checked={settings.quiet_hours !== null && settings.quiet_hours !== undefined}
            onChange={(event) =>
              set({ quiet_hours: event.currentTarget.checked ? { since: "21:00", until: "08:00" } : null })
            }
          />
          {settings.quiet_hours && (
            <Group gap="sm" align="flex-end">
              <LocalTimeField
                {...input}
                label={t("campaign.settings.since")}
                value={quiet.since}
                onChange={(since) => set({ quiet_hours: { ...quiet, since } })}
                pointer="/settings/quiet_hours/since"
                error={faultUnder(faults, "/settings/quiet_hours")}
              />
              <LocalTimeField
                {...input}
                label={t("campaign.settings.until")}
                value={quiet.until}
                onChange={(until) => set({ quiet_hours: { ...quiet, until } })}
                pointer="/settings/quiet_hours/until"
              />
            </Group>
          )}
          <Switch
            label={t("campaign.settings.cap")}
            description={t("campaign.settings.capHint")}
            checked={settings.counts_toward_cap !== false}
            onChange={(event) => set({ counts_toward_cap: event.currentTarget.checked })}
          />
          <Switch
            label={t("campaign.settings.late")}
            checked={settings.too_late !== null && settings.too_late !== undefined}
            onChange={(event) => set({ too_late: event.currentTarget.checked ? { amount: 1, unit: "days" } : null })}
          />
          {settings.too_late && (
            <DurationField
              {...input}
              required
              label={t("campaign.settings.lateBy")}
              value={settings.too_late}
              onChange={(too_late) => set({ too_late })}
              pointer="/settings/too_late"
              error={faultUnder(faults, "/settings/too_late")}
            />
          )}
        </Stack>
      </Fieldset>
      <Text size="xs" c="dimmed">
        {t("campaign.settings.hint")}
      </Text>
    </Stack>
  );
}
