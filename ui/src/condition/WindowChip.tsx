/** When the rows happened, in words: ever, in the last 30 days, between two days. */
import {
  Button,
  Group,
  Popover,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { BoundInput } from "./DateInputs";
import classes from "./Editor.module.css";
import { useEditor } from "./EditorContext";
import { MOST_WITHIN, windowComplete } from "./json";
import { UNITS, type Unit, type Window } from "./model";
import { windowLabel } from "./words";

interface Props {
  value: Window | null;
  onChange: (value: Window | null) => void;
}

type Form = "ever" | "last" | "span";

export function WindowChip({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const form: Form = value?.kind ?? "ever";
  const choose = (next: string) => {
    if (next === form) return;
    if (next === "ever") onChange(null);
    if (next === "last") onChange({ kind: "last", amount: "30", unit: "d", aligned: false });
    if (next === "span") onChange({ kind: "span", from: null, until: null });
  };
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <UnstyledButton
          className={classes.chip}
          data-chip
          data-quiet={value === null || undefined}
          data-unset={!windowComplete(value) || undefined}
        >
          <IconCalendar size={14} stroke={1.5} />
          {windowLabel(speech, value)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)">
        <Stack gap="sm">
          <SegmentedControl
            size="xs"
            value={form}
            onChange={choose}
            data={(["ever", "last", "span"] as const).map((one) => ({ value: one, label: t(`window.form.${one}`) }))}
          />
          {value?.kind === "last" && <LastForm value={value} onChange={onChange} />}
          {value?.kind === "span" && (
            <Group gap="xs" align="flex-end">
              <BoundInput
                label={t("window.fromLabel")}
                value={value.from}
                onChange={(from) => onChange({ ...value, from })}
              />
              <BoundInput
                label={t("window.untilLabel")}
                value={value.until}
                onChange={(until) => onChange({ ...value, until })}
              />
            </Group>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type Last = Extract<Window, { kind: "last" }>;

function LastForm({ value, onChange }: { value: Last; onChange: (value: Window) => void }) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const hint = useId();
  const whole = value.unit !== "m" && value.unit !== "h";
  const quick: [string, Unit][] = [
    ["7", "d"],
    ["30", "d"],
    ["90", "d"],
    ["1", "y"],
  ];
  return (
    <>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          size="xs"
          w={72}
          label={t("window.amount")}
          inputMode="numeric"
          value={value.amount}
          error={!windowComplete(value)}
          aria-describedby={windowComplete(value) ? undefined : hint}
          onChange={(event) => onChange({ ...value, amount: event.currentTarget.value.trim() })}
          data-autofocus
        />
        <Select
          size="xs"
          w={130}
          aria-label={t("window.unit")}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          data={UNITS.map((unit) => ({ value: unit, label: t(`unitName.${unit}`) }))}
          value={value.unit}
          onChange={(unit) =>
            unit &&
            onChange({ ...value, unit: unit as Unit, aligned: unit === "m" || unit === "h" ? false : value.aligned })
          }
        />
      </Group>
      {!windowComplete(value) && (
        <Text size="xs" c="var(--bad)" id={hint}>
          {t("window.amountWrong", { most: speech.format.number(MOST_WITHIN[value.unit]) })}
        </Text>
      )}
      <Group gap={4}>
        {quick.map(([amount, unit]) => (
          <Button
            key={amount + unit}
            size="compact-xs"
            variant="default"
            onClick={() => onChange({ ...value, amount, unit })}
          >
            {t(`unit.${unit}`, { count: Number(amount) })}
          </Button>
        ))}
      </Group>
      <Switch
        size="xs"
        label={t("window.aligned")}
        description={t("window.alignedHint")}
        checked={value.aligned}
        disabled={!whole}
        onChange={(event) => onChange({ ...value, aligned: event.currentTarget.checked })}
      />
    </>
  );
}
