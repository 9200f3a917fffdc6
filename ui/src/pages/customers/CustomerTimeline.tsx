/** Everything that happened with a customer, newest first. */
import { Button, Group, Stack, Text, Timeline } from "@mantine/core";
import {
  IconActivity,
  IconArrowBackUp,
  IconCoins,
  IconEye,
  IconHeart,
  IconLogin,
  IconMail,
  IconMessageStar,
  IconShoppingBag,
  IconShoppingCart,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { Json, TimelineEntry } from "../../api/types";
import { useFormats, When } from "../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../parts/states";

const ICONS: Record<string, typeof IconUser> = {
  customer: IconUser,
  order: IconShoppingBag,
  refund: IconArrowBackUp,
  cart: IconShoppingCart,
  wishlist_item: IconHeart,
  product_view: IconEye,
  review: IconMessageStar,
  subscription: IconMail,
  login: IconLogin,
  segment: IconUsersGroup,
  "decision.segment": IconUsersGroup,
  points: IconCoins,
  "decision.points": IconCoins,
};

export function CustomerTimeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const pages = usePages<TimelineEntry>(
    ["customer", id, "timeline"],
    `/v1/customers/${encodeURIComponent(id)}/timeline`,
  );
  if (pages.error && !pages.rows) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!pages.rows) return <Lines />;
  if (pages.rows.length === 0) {
    return <EmptyState icon={<IconActivity size={32} stroke={1.2} />} title={t("timeline.none")} />;
  }
  return (
    <Stack>
      <Timeline bulletSize={28} lineWidth={1} active={-1}>
        {pages.rows.map((entry, index) => {
          const Icon = ICONS[entry.kind] ?? IconActivity;
          return (
            <Timeline.Item
              key={index}
              bullet={<Icon size={16} stroke={1.5} />}
              title={<Text fw={500}>{entry.title}</Text>}
            >
              <Text size="xs" c="dimmed">
                <When value={entry.at} />
              </Text>
              <Details details={entry.details} />
            </Timeline.Item>
          );
        })}
      </Timeline>
      {pages.hasNextPage && (
        <Group>
          <Button
            variant="subtle"
            color="gray"
            loading={pages.isFetchingNextPage}
            onClick={() => pages.fetchNextPage()}
          >
            {t("action.loadMore")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Details({ details }: { details: TimelineEntry["details"] }) {
  const format = useFormats();
  if (!details) return null;
  const money = (value: Json): value is { amount: string; currency: string } =>
    value !== null && typeof value === "object" && !Array.isArray(value) && "amount" in value && "currency" in value;
  const words = Object.entries(details)
    .filter(([, value]) => value !== null && value !== "" && (typeof value !== "object" || money(value)))
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${money(value) ? format.money(value) : String(value)}`);
  if (words.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" className="break">
      {words.join(" · ")}
    </Text>
  );
}
