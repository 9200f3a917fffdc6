/** What is there already, and where it can be looked at. */
import { Anchor, Group, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

export function DoneLine({ says, to }: { says: string; to: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={8} role="status">
      <IconCircleCheck size={18} stroke={1.5} color="var(--good)" aria-hidden />
      <Text size="sm" className="break">
        {says}
      </Text>
      <Anchor component={Link} to={to} size="sm">
        {t("start.lookAtIt")}
      </Anchor>
    </Group>
  );
}
