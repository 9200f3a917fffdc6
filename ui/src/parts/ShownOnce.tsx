/** A secret that is shown this once: to be copied, and put away by who has kept it. */
import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isSecond } from "./clicks";

interface Props {
  secret: string;
  text: string;
  /** What is to be known beside it. */
  children?: ReactNode;
  /** The words of the button that puts it away. */
  kept: string;
  onKept: () => void;
}

export function ShownOnce({ secret, text, children, kept, onKept }: Props) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text size="sm">{text}</Text>
      <Code block className="break">
        {secret}
      </Code>
      {children}
      <Group justify="flex-end" gap="xs">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t("action.copied") : t("action.copy")}
            </Button>
          )}
        </CopyButton>
        {/* This button may come under the pointer between the clicks of a double click that asked for the secret. */}
        <Button onClick={(event) => !isSecond(event) && onKept()}>{kept}</Button>
      </Group>
    </Stack>
  );
}
