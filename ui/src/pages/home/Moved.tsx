/** What changed since last week: the segments in which most came and went. */
import { Anchor, Button, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { HomeOut } from "../../api/schema";
import { useFormats } from "../../parts/Formats";
import { EmptyState } from "../../parts/states";
import { useMayOpen } from "../../shell/needs";

export function Moved({ home }: { home: HomeOut | undefined }) {
  const { t } = useTranslation();
  const format = useFormats();
  const mayOpen = useMayOpen();
  const moved = home?.moved ?? [];
  return (
    <Paper p="md" h="100%">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm" mb="sm">
        <Title order={2}>{t("home.moved")}</Title>
        <Anchor component={Link} to="/segments" size="sm" lh="24px" className="nowrap">
          {t("home.allSegments")}
        </Anchor>
      </Group>
      {!home ? (
        <Stack gap="sm">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={36} radius={4} />
          ))}
        </Stack>
      ) : moved.length === 0 ? (
        <EmptyState
          title={t("segments.emptyTitle")}
          action={
            mayOpen("/segments/new") && (
              <Button component={Link} to="/segments/new">
                {t("segments.new")}
              </Button>
            )
          }
        >
          {t("segments.emptyText")}
        </EmptyState>
      ) : (
        <Stack gap="sm">
          {moved.map((segment) => (
            <div key={segment.id}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Link to={`/segments/${segment.id}`} className="plain-link" style={{ minWidth: 0 }}>
                  <Text component="span" truncate display="block" fw={500}>
                    {segment.name}
                  </Text>
                </Link>
                <Text size="sm" className="figures nowrap">
                  {format.number(segment.size)}
                </Text>
              </Group>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Text size="xs" c="dimmed">
                  {segment.entered + segment.left === 0
                    ? t("home.noChange")
                    : t("home.cameAndWent", {
                        entered: format.signed(segment.entered),
                        left: format.signed(-segment.left),
                      })}
                </Text>
                {home.customers > 0 && (
                  <Text size="xs" c="dimmed" className="figures nowrap">
                    {format.percent(segment.size / home.customers)}
                  </Text>
                )}
              </Group>
            </div>
          ))}
        </Stack>
      )}
    </Paper>
  );
}
