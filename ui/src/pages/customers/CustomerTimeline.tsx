/** Everything that happened with a customer, newest first. */
import { Anchor, Button, Group, Paper, Select, Stack, Text, Timeline } from "@mantine/core";
import {
  IconActivity,
  IconArrowBackUp,
  IconArrowsSplit2,
  IconCoins,
  IconEye,
  IconHeart,
  IconLogin,
  IconMail,
  IconMailForward,
  IconMessageStar,
  IconNote,
  IconPackage,
  IconShoppingBag,
  IconShoppingCart,
  IconTicket,
  IconTicketOff,
  IconUser,
  IconUserMinus,
  IconUserPlus,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/queries";
import type { Money, TimelineEntry } from "../../api/types";
import { choiceLabel } from "../../condition/words";
import { useFormats, When } from "../../parts/Formats";
import { EmptyState, ErrorState, Lines } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";

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
  segment_entered: IconUserPlus,
  segment_left: IconUserMinus,
  points: IconCoins,
  coupon_given: IconTicket,
  coupon_withdrawn: IconTicketOff,
  message: IconMailForward,
  campaign_entered: IconArrowsSplit2,
  campaign_ended: IconArrowsSplit2,
  note: IconNote,
};

/** What is looked at together. */
const GROUPS = {
  orders: ["ordered", "order_status", "refunded"],
  behaviour: ["registered", "wished", "viewed", "reviewed", "subscription", "logged_in", "event", "cart"],
  segments: ["segment_entered", "segment_left"],
  points: ["points", "coupon_given", "coupon_withdrawn"],
  messages: ["message", "campaign_entered", "campaign_ended"],
  notes: ["note"],
} as const;
type Kinds = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as Kinds[];

/** Where more is told of something. */
function placeOf({ kind, details }: TimelineEntry): string | null {
  const { id } = details as { id?: string };
  if (!id) return null;
  if (kind === "segment_entered" || kind === "segment_left") return `/segments/${encodeURIComponent(id)}`;
  if (kind === "campaign_entered" || kind === "campaign_ended") return `/campaigns/${encodeURIComponent(id)}`;
  return null;
}

export function CustomerTimeline({ id }: { id: string }) {
  const { t } = useTranslation();
  const say = useSaying();
  const [read, write] = useAddress();
  const group = NAMES.find((one) => one === read("what")) ?? null;
  const pages = usePages<TimelineEntry>(
    ["customer", id, "timeline", group],
    `/v1/customers/${encodeURIComponent(id)}/timeline`,
    { kind: group ? GROUPS[group] : null },
  );
  const filter = (
    <Select
      w={220}
      size="xs"
      mb="md"
      aria-label={t("timeline.what")}
      placeholder={t("timeline.everything")}
      clearable
      data={NAMES.map((value) => ({ value, label: t(`timeline.of.${value}`) }))}
      value={group}
      onChange={(what) => write({ what })}
    />
  );
  if (pages.error && !pages.rows) {
    return <ErrorState error={pages.error} what={t("problem.notLoaded")} onRetry={() => pages.refetch()} />;
  }
  if (!pages.rows) return <Lines />;
  if (pages.rows.length === 0) {
    return (
      <>
        {group && filter}
        <Paper>
          <EmptyState
            icon={<IconActivity size={32} stroke={1.2} />}
            title={group ? t("timeline.noneSo") : t("timeline.none")}
          >
            {group ? null : t("timeline.noneText")}
          </EmptyState>
        </Paper>
      </>
    );
  }
  return (
    <Stack gap={0}>
      {filter}
      <Timeline bulletSize={28} lineWidth={1} active={-1}>
        {pages.rows.map((entry, index) => {
          const Icon = ICONS[entry.kind] ?? IconActivity;
          return (
            <Timeline.Item
              key={index}
              bullet={<Icon size={16} stroke={1.5} />}
              title={<Titled says={say(entry)} to={placeOf(entry)} />}
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

function Titled({ says, to }: { says: string; to: string | null }) {
  if (to === null) {
    return (
      <Text fw={500} className="break" style={{ whiteSpace: "pre-wrap" }}>
        {says}
      </Text>
    );
  }
  return (
    <Anchor component={Link} to={to} fw={500} className="break">
      {says}
    </Anchor>
  );
}

interface Told {
  subject?: string;
  word?: string;
  amount?: Money;
  number?: string;
  posting?: string;
  by?: string | null;
}

/** Of which field the word of a kind is a choice. */
const CHOICES: Record<string, string> = {
  ordered: "order.status",
  order_status: "order.status",
  cart: "cart.status",
  subscription: "subscription.status",
};

function wordOf(t: TFunction, kind: string, word: string): string {
  const path = CHOICES[kind];
  return path ? choiceLabel(t, path, word).toLowerCase() : word;
}

/** What happened in the reader's language; a kind that the catalogue doesn't know keeps the server's words. */
function useSaying(): (entry: TimelineEntry) => string {
  const { t } = useTranslation();
  const format = useFormats();
  const said = ({ kind, details }: TimelineEntry): string => {
    const { word = "", posting = "" } = details as Told;
    if (kind === "message") return t(`outbox.stateOf.${word}` as "outbox.stateOf.accepted").toLowerCase();
    if (kind === "points") return t(`happening.posting.${posting}` as "happening.posting.earned");
    return wordOf(t, kind, word);
  };
  return (entry) => {
    const { subject = "", number } = (entry.details ?? {}) as Told;
    const named = { subject: subject ?? "", word: said(entry), number: number ? format.signed(Number(number)) : "" };
    return t(`happening.${entry.kind}` as "happening.ordered", { ...named, defaultValue: entry.title }).trim();
  };
}

/** What is told in the title already. */
const WHOLE = new Set(["order_status", "subscription", "message", "points", "campaign_ended"]);

/** What the title does not say: an amount, stars, a reason. */
function Details({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { amount, number, word, by } = (entry.details ?? {}) as Told;
  const said = word && !WHOLE.has(entry.kind);
  const words = [
    amount ? format.money(amount) : null,
    number && entry.kind === "reviewed" ? t("happening.stars", { count: Number(number) }) : null,
    said ? wordOf(t, entry.kind, word) : null,
    by ?? null,
  ].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <Text size="sm" className="break">
      {words.join(" · ")}
    </Text>
  );
}
