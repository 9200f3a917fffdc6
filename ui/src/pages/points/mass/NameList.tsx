/** Names of a list that mean nobody, or several: to be read and copied. */
import { Button, Code, CopyButton, Group, ScrollArea, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function NameList({ title, names }: { title: string; names: string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return (
    <div>
      <Group justify="space-between" mb={4} wrap="nowrap" align="flex-start">
        <Text size="sm">{title}</Text>
        <CopyButton value={names.join("\n")}>
          {({ copied, copy }) => (
            <Button variant="subtle" size="compact-sm" flex="none" onClick={copy}>
              {copied ? t("action.copied") : t("pins.copyThem")}
            </Button>
          )}
        </CopyButton>
      </Group>
      <ScrollArea.Autosize mah={160}>
        <Code block>{names.join("\n")}</Code>
      </ScrollArea.Autosize>
    </div>
  );
}
