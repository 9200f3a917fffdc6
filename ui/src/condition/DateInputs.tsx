/** Entering a day or an instant in the shop's local time, in the forms the language takes. */
import "@mantine/dates/styles.css";
import { DateInput, DatesProvider, DateTimePicker } from "@mantine/dates";
import "dayjs/locale/pl";
import "dayjs/locale/ru";
import { MantineThemeProvider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useEditor } from "./EditorContext";
import type { Literal } from "./model";

interface Props {
  value: Literal | null;
  onChange: (value: string | null) => void;
  label?: string;
  error?: boolean;
  width?: number;
}

/** Calendars in the reader's language, whose arrows say what they do to whoever can't see them. */
export function Localized({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const theme = useMemo(() => {
    const ariaLabels = {
      previousMonth: t("value.previousMonth"),
      nextMonth: t("value.nextMonth"),
      previousYear: t("value.previousYear"),
      nextYear: t("value.nextYear"),
    };
    const said = { defaultProps: { ariaLabels } };
    return { components: { DateInput: said, DateTimePicker: said, DatePickerInput: said } };
  }, [t]);
  return (
    <MantineThemeProvider theme={theme} inherit>
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>{children}</DatesProvider>
    </MantineThemeProvider>
  );
}

export function DayInput({ value, onChange, label, error, width = 130 }: Props) {
  const { t } = useTranslation();
  return (
    <Localized>
      <DateInput
        size="xs"
        w={width}
        label={label}
        aria-label={label ?? t("value.day")}
        placeholder={t("value.dayHint")}
        valueFormat="D MMM YYYY"
        value={typeof value === "string" ? value.slice(0, 10) : null}
        onChange={onChange}
        error={error}
        popoverProps={{ withinPortal: true }}
      />
    </Localized>
  );
}

/** What an instant with an offset is in the shop's zone, as the language writes local time. */
export function localText(value: string, zone: string): string {
  if (!/(Z|[+-]\d{2}:?\d{2})$/.test(value)) return value;
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium",
  }).format(new Date(value));
  return parts.replace(" ", "T");
}

export function InstantInput({ value, onChange, label, error, width = 180 }: Props) {
  const { t } = useTranslation();
  const { speech } = useEditor();
  const { zone, zoneName } = speech.format;
  return (
    <Localized>
      <DateTimePicker
        size="xs"
        w={width}
        label={label}
        aria-label={label ?? t("value.instant")}
        placeholder={t("value.instantHint", { zone: zoneName })}
        valueFormat="D MMM YYYY HH:mm"
        value={typeof value === "string" && value ? localText(value, zone).replace("T", " ") : null}
        onChange={(next) => onChange(next ? next.replace(" ", "T") : null)}
        error={error}
        clearable={false}
      />
    </Localized>
  );
}

/** A bound of a window: a whole day; an instant only where one is already given. */
export function BoundInput({ value, onChange, label }: Props) {
  const isInstant = typeof value === "string" && value.length > 10;
  return isInstant ? (
    <InstantInput value={value} onChange={onChange} label={label} />
  ) : (
    <DayInput value={value} onChange={onChange} label={label} />
  );
}
