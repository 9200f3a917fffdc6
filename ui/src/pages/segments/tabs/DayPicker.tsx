/** The past day that a list is shown as of; without one it is as of now. */
import "@mantine/dates/styles.css";
import { DateInput } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Localized } from "../../../condition/DateInputs";
import { localDay } from "../../../format/days";
import { useFormats } from "../../../parts/Formats";

interface Props {
  value: string;
  onChange: (day: string | null) => void;
}

export function DayPicker({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { zone } = useFormats();
  const today = localDay(new Date(), zone);
  return (
    <Localized>
      <DateInput
        w={{ base: 170, xs: 190 }}
        aria-label={t("members.day")}
        placeholder={t("members.dayHint")}
        leftSection={<IconCalendar size={18} stroke={1.5} />}
        valueFormat="D MMM YYYY"
        maxDate={today}
        clearable
        clearButtonProps={{ "aria-label": t("members.backToNow") }}
        value={value || null}
        // Today's end has yet to come: as of today is as of now.
        onChange={(day) => onChange(day === today ? null : day)}
      />
    </Localized>
  );
}
