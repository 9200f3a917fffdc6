/** A day and a time of day, written as everywhere else: a browser's own inputs follow the system's language, not the reader's. */
import "@mantine/dates/styles.css";
import { TextInput, type TextInputProps } from "@mantine/core";
import { DateInput, type DateInputProps, DateTimePicker, type DateTimePickerProps } from "@mantine/dates";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Localized } from "../condition/DateInputs";
import { clockAt, instantOf } from "../format/instants";
import { wholeTime } from "../format/times";
import { useFormats } from "./Formats";

type TimeProps = Omit<TextInputProps, "value" | "onChange"> & { value: string; onChange: (value: string) => void };

/** A time, or nothing. What is none stays where it was typed and says so. */
export function TimeInput({ value, onChange, error, ...others }: TimeProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const text = typed ?? value;
  return (
    <TextInput
      w={140}
      placeholder="09:00"
      inputMode="numeric"
      {...others}
      error={left && typed !== null ? t("value.noTime") : error}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        setLeft(false);
        if (next === "" || next === wholeTime(next)) onChange(next);
      }}
      onBlur={() => {
        const whole = text === "" ? "" : wholeTime(text);
        setLeft(whole === null);
        if (whole === null) return;
        setTyped(null);
        if (whole !== value) onChange(whole);
      }}
    />
  );
}

type DayProps = Omit<DateInputProps, "value" | "onChange"> & { value: string; onChange: (value: string) => void };

export function DayField({ value, onChange, ...others }: DayProps) {
  return (
    <Localized>
      <DateInput
        w={180}
        valueFormat="D MMM YYYY"
        {...others}
        value={value || null}
        onChange={(day) => onChange(day ?? "")}
      />
    </Localized>
  );
}

type InstantProps = Omit<DateTimePickerProps, "value" | "onChange"> & {
  value: string | null;
  onChange: (value: string | null) => void;
};

const WRITTEN = /^\d{4}-\d{2}-\d{2}T/;

/** An instant, or none, by the clock of the shop's zone, which is named. */
export function InstantField({ value, onChange, description, ...others }: InstantProps) {
  const { t } = useTranslation();
  const { zone, zoneName } = useFormats();
  const at = new Date(value && WRITTEN.test(value) ? value : Number.NaN);
  return (
    <Localized>
      <DateTimePicker
        valueFormat="D MMM YYYY HH:mm"
        clearable
        clearButtonProps={{ "aria-label": t("action.clear") }}
        popoverProps={{ withinPortal: true }}
        {...others}
        description={description ? `${description} (${zoneName})` : zoneName}
        value={!Number.isNaN(at.getTime()) ? clockAt(at, zone) : null}
        onChange={(next) => onChange(next ? instantOf(next, zone) : null)}
      />
    </Localized>
  );
}
