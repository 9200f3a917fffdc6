/** Everything that happened with a customer, newest first. */
import { Button, Group, Paper, Stack, Text, Timeline } from "@mantine/core";
import {
  IconActivity,
  IconArrowBackUp,
  IconEye,
  IconHeart,
  IconLogin,
  IconMail,
  IconMessageStar,
  IconPackage,
  IconShoppingBag,
  IconShoppingCart,
  IconUser,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { Money, TimelineEntry } from "../../api/types";
import { choiceLabel } from "../../condition/words";
import { useFormats, When } from "../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../parts/states";

const ICONS: Record<string, typeof IconUser> = {
  registered: IconUser,
  ordered: IconShoppingBag,
  order_status: IconPackage,
  refunded: IconArrowBackUp,
  cart: IconShoppingCart,
  wished: IconHeart,
  viewed: IconEye,
  reviewed: IconMessageStar,
  subscription: IconMail,
  logged_in: IconLogin,
};

export function CustomerTimeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const say = useSaying();
  const pages = usePages<TimelineEntry>(
    ["customer", id, "timeline"],
    `/v1/customers/${encodeURIComponent(id)}/timeline`,
  );
  if (pages.error && !pages.rows) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!pages.rows) return <Lines />;
  if (pages.rows.length === 0) {
    return (
      <Paper>
        <EmptyState icon={<IconActivity size={32} stroke={1.2} />} title={t("timeline.none")}>
          {t("timeline.noneText")}
        </EmptyState>
      </Paper>
    );
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
              title={<Text fw={500}>{say(entry)}</Text>}
            >
              <Details entry={entry} />
              <Text size="xs" c="dimmed">
                <When value={entry.at} />
              </Text>
            </Timeline.Item>
          );
        })}
      </Timeline>
      {pages.hasNextPage && (
        <Group justify="center">
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

/** What happened in the reader's language; a kind that the catalogue doesn't know keeps the server's words. */
function useSaying(): (entry: TimelineEntry) => string {
  const { t } = useTranslation();
  return (entry) => {
    const { subject = "", word = "" } = (entry.details ?? {}) as Record<string, string | undefined>;
    const said = entry.kind === "order_status" ? choiceLabel(t, "order.status", word).toLowerCase() : word;
    const options = { subject, word: said, defaultValue: entry.title };
    return t(`happening.${entry.kind}` as "happening.ordered", options).trim();
  };
}

/** What the title does not say: an amount, stars, a reason. */
function Details({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { amount, number, word } = (entry.details ?? {}) as { amount?: Money; number?: string; word?: string };
  const told = entry.kind === "order_status" || entry.kind === "subscription";
  const words = [
    amount ? format.money(amount) : null,
    number ? t("happening.stars", { count: Number(number) }) : null,
    word && !told ? (entry.kind === "ordered" ? choiceLabel(t, "order.status", word).toLowerCase() : word) : null,
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <Text size="sm" className="break">
      {words.join(" · ")}
    </Text>
  );
}
