/** Stands in for a page that failed to draw or to load, and offers the way on. */
import { Button, Code, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";

export function Broken({ inside = false }: { inside?: boolean }) {
  const { t } = useTranslation();
  const error = useRouteError();
  const said = error instanceof Error ? error.message : String(error);
  return (
    <Container size="sm" py={inside ? "lg" : 80}>
      <Stack gap="sm">
        <Title order={1}>{t("broken.title")}</Title>
        <Text>{t("broken.text")}</Text>
        <Code block>{said}</Code>
        <Group gap="xs">
          <Button onClick={() => window.location.reload()}>{t("broken.reload")}</Button>
          <Button variant="default" component="a" href="/">
            {t("broken.home")}
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
