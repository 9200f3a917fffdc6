/** Says of a chart that has no room for all how many it draws, and where the others are. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../parts/Formats";

export function FirstOf({ shown, all }: { shown: number; all: number }) {
  const { t } = useTranslation();
  const format = useFormats();
  if (shown >= all) return null;
  return (
    <Text size="xs" c="dimmed" mt="sm">
      {t("chart.firstOf", { shown: format.number(shown), all: format.number(all) })}
    </Text>
  );
}
