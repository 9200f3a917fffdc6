/** The empty start: conditions that many shops begin with, one click away. */
import { SimpleGrid, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import classes from "./Templates.module.css";
import { TEMPLATES } from "./templates";

export function Templates({ onPick }: { onPick: (condition: Json, name: string) => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs">
        {t("template.intro")}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {TEMPLATES.map(({ key, condition }) => (
          <UnstyledButton
            key={key}
            className={classes.template}
            onClick={() => onPick(condition, t(`template.${key}.name`))}
          >
            <Text fw={500}>{t(`template.${key}.name`)}</Text>
            <Text size="xs" c="dimmed">
              {t(`template.${key}.text`)}
            </Text>
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </div>
  );
}
