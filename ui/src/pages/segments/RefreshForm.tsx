/** When a segment is kept up to date: in every moment, on a schedule in the shop's time, or when somebody asks. */
import "@mantine/dates/styles.css";
import { Group, NumberInput, Paper, Radio, Select, Stack, Text, Title } from "@mantine/core";
import { TimePicker } from "@mantine/dates";
import { useTranslation } from "react-i18next";
import type { Refresh } from "../../api/schema";
import type { Fault } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { atPace, ofKind, weekdayName } from "./refresh";
import { faultUnder, type Words } from "./words";

interface Props {
  words: Words;
  onChange: (words: Words) => void;
  faults: Fault[];
}

const KINDS = ["automatic", "scheduled", "by_hand"] as const;
const PACES = ["day", "week", "month"] as const;
const WEEK = [1, 2, 3, 4, 5, 6, 7];

export function RefreshForm({ words, onChange, faults }: Props) {
  const { t } = useTranslation();
  const { refresh } = words;
  const set = (next: Refresh) => onChange({ ...words, refresh: next });
  return (
    <section aria-labelledby="segment-refresh">
      <Title order={2} id="segment-refresh" mb="xs">
        {t("refresh.title")}
      </Title>
      <Paper p="md">
        <Radio.Group
          aria-labelledby="segment-refresh"
          value={refresh.kind}
          error={faultUnder(faults, "/refresh")}
          onChange={(kind) => set(ofKind(kind as Refresh["kind"]))}
        >
          <Stack gap="sm">
            {KINDS.map((kind) => (
              <Stack key={kind} gap="xs">
                <Radio value={kind} label={t(`refresh.kind.${kind}`)} description={t(`refresh.hint.${kind}`)} />
                {kind === "scheduled" && refresh.kind === "scheduled" && (
                  <ScheduleInputs refresh={refresh} onChange={set} />
                )}
              </Stack>
            ))}
          </Stack>
        </Radio.Group>
        {refresh.kind !== "automatic" && (
          <Text size="xs" c="dimmed" mt="sm">
            {t("refresh.pinsHint")}
          </Text>
        )}
      </Paper>
    </section>
  );
}

function ScheduleInputs({ refresh, onChange }: { refresh: Refresh; onChange: (refresh: Refresh) => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <Group gap="sm" pl={32} align="flex-start">
      <Select
        w={150}
        label={t("refresh.every")}
        allowDeselect={false}
        data={PACES.map((value) => ({ value, label: t(`refresh.pace.${value}`) }))}
        value={refresh.every}
        onChange={(every) => every && onChange(atPace(refresh, every as NonNullable<Refresh["every"]>))}
      />
      {refresh.every === "week" && (
        <Select
          w={150}
          label={t("refresh.weekday")}
          allowDeselect={false}
          data={WEEK.map((one) => ({ value: String(one), label: weekdayName(one, format.locale) }))}
          value={String(refresh.weekday)}
          onChange={(weekday) => weekday && onChange({ ...refresh, weekday: Number(weekday) })}
        />
      )}
      {refresh.every === "month" && (
        <NumberInput
          w={150}
          label={t("refresh.day")}
          min={1}
          max={31}
          clampBehavior="strict"
          allowDecimal={false}
          value={refresh.day ?? ""}
          data-field="/refresh/day"
          onChange={(day) => onChange({ ...refresh, day: Number(day) || null })}
          // Not said before it matters.
          description={(refresh.day ?? 0) > 28 ? t("refresh.dayHint") : undefined}
          inputWrapperOrder={["label", "input", "description", "error"]}
        />
      )}
      <TimePicker
        w={150}
        label={t("refresh.at")}
        description={format.zoneName}
        inputWrapperOrder={["label", "input", "description", "error"]}
        hoursInputLabel={t("refresh.hour")}
        minutesInputLabel={t("refresh.minute")}
        hoursInputProps={{ "data-field": "/refresh/at" }}
        value={refresh.at ?? ""}
        // Half a time is none yet.
        onChange={(at) => onChange({ ...refresh, at: at || null })}
      />
    </Group>
  );
}
