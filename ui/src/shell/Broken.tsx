/** Stands in for a page that failed to draw or to load, and offers the way on. */
import { Button, Code, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { isLost, useComeBack } from "./lost";

export function Broken({ inside = false }: { inside?: boolean }) {
  const { t } = useTranslation();
  const error = useRouteError();
  const lost = isLost(error);
  useComeBack(lost);
  const said = error instanceof Error ? error.message : String(error);
  return (
    <Container size="sm" py={inside ? "lg" : 80}>
      <Stack gap="sm">
        <Title order={1}>{t("broken.title")}</Title>
        <Text role="alert">{t(lost ? "broken.away" : "broken.text")}</Text>
        {!lost && <Code block>{said}</Code>}
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
