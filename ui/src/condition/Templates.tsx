/** The empty start: conditions that many shops begin with, one click away. */
import { SimpleGrid, Skeleton, Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/types";
import { ErrorState } from "../parts/states";
import classes from "./Templates.module.css";
import { useTemplates } from "./templates";

export function Templates({ onPick, alone }: { onPick: (condition: Json, name: string) => void; alone?: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useTemplates();
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs">
        {t(alone ? "template.introAlone" : "template.intro")}
      </Text>
      {data === undefined && <Skeleton h={240} />}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
        {data?.map(({ key, condition, description }) => {
          const name = t(`template.${key}.name`, { defaultValue: description });
          return (
            <UnstyledButton key={key} className={classes.template} onClick={() => onPick(condition, name)}>
              <Text fw={500}>{name}</Text>
              <Text size="xs" c="dimmed">
                {t(`template.${key}.text`, { defaultValue: description })}
              </Text>
            </UnstyledButton>
          );
        })}
      </SimpleGrid>
    </div>
  );
}
