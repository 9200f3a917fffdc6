/** The top of a tab of the settings: what it is for, and at the right what can be done. */
import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function TabHead({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Group justify="space-between" gap="sm">
      <Text c="dimmed" maw={820} flex="1 1 240px">
        {children}
      </Text>
      {action}
    </Group>
  );
}
