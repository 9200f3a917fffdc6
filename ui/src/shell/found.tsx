/** What the search finds by name, each kind asked of its own list, if the reader may read that. */
import {
  type Icon,
  IconArrowsSplit2,
  IconCoins,
  IconDiscount,
  IconGift,
  IconHeart,
  IconNews,
  IconShoppingBag,
  IconTag,
  IconTemplate,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/client";
import type { CampaignOut, FoundOrder, MailTemplateOut, NewsletterOut, PromotionOut } from "../api/schema";
import type { CustomerBrief, Page, Scope, Segment } from "../api/types";
import { capital } from "../condition/words";
import { withoutLiquid } from "../format/liquid";
import { plain } from "../format/plain";
import { campaignPath } from "../pages/campaigns/queries";
import { workflowPath } from "../pages/campaigns/workflows/queries";
import { nameOf, orderPath } from "../pages/customers/columns";
import { newsletterPath } from "../pages/messages/newsletters/reading";
import { useFormats } from "../parts/Formats";
import { useSignedIn } from "./SessionGate";

export interface Found {
  id: string;
  label: string;
  description?: string;
  icon: ReactNode;
  to: string;
}

/** What every row of a list has that is looked up by its name. */
interface Named {
  id: string;
  name: string;
}

interface Kind<T> {
  key: string;
  /** What the group is called. */
  group: string;
  path: string;
  scope: Scope;
  icon: Icon;
  to: (id: string, row: T) => string;
  label?: (row: T) => string;
  description?: (row: T) => string | undefined;
  /** What identifies a row beside words: looked up from the first letter on, when it is all of what was typed. */
  ids?: (row: T) => (string | null)[];
  /** Whether a row has a page to lead to; each has where this isn't said. */
  leads?: (row: T) => boolean;
}

export const icon = { size: 18, stroke: 1.5 } as const;
const MOST = 6;
const LEAST_TYPED = 2;

const below = (path: string) => (id: string) => `${path}/${encodeURIComponent(id)}`;
const kind = <T extends Named>(said: Kind<T>) => said as unknown as Kind<Named>;

function useKinds(): Kind<Named>[] {
  const { t } = useTranslation();
  const format = useFormats();
  return [
    kind<CustomerBrief & Named>({
      key: "customers",
      group: t("place.customers"),
      path: "/v1/customers",
      scope: "customers:read",
      icon: IconUser,
      to: below("/customers"),
      label: nameOf,
      description: (row) => [row.email, row.external_id].filter(Boolean).join(" · "),
      ids: (row) => [row.external_id, row.id],
    }),
    kind<FoundOrder & Named>({
      key: "orders",
      group: t("customers.orders"),
      path: "/v1/orders",
      scope: "customers:read",
      icon: IconShoppingBag,
      to: (_, row) => orderPath(row.customer?.id ?? "", row.external_id),
      label: (row) => t("orders.one", { id: row.external_id }),
      description: (row) =>
        [
          row.customer?.name,
          row.status && t(`orderStatus.${row.status}` as "orderStatus.complete", row.status),
          format.money(row.own?.grand_total ?? row.grand_total),
          format.day(row.placed_at),
        ]
          .filter(Boolean)
          .join(" · "),
      ids: (row) => [row.external_id, `#${row.external_id}`],
      leads: (row) => row.customer !== null,
    }),
    kind<Segment>({
      key: "segments",
      group: t("place.segments"),
      path: "/v1/segments",
      scope: "segments:read",
      icon: IconUsersGroup,
      to: below("/segments"),
      description: (row) =>
        [row.size === null ? null : format.number(row.size), row.sentence].filter(Boolean).join(" · "),
    }),
    kind({
      key: "rules",
      group: t("points.rules"),
      path: "/v1/earning-rules",
      scope: "points:read",
      icon: IconCoins,
      to: below("/points/rules"),
    }),
    kind({
      key: "spending",
      group: t("spending.rules"),
      path: "/v1/spending-rules",
      scope: "points:read",
      icon: IconTag,
      to: below("/points/spending"),
    }),
    kind<PromotionOut>({
      key: "promotions",
      group: t("place.promotions"),
      path: "/v1/promotions",
      scope: "promotions:read",
      icon: IconDiscount,
      to: below("/promotions"),
      description: (row) => row.sentence,
    }),
    kind({
      key: "rewards",
      group: t("reward.list"),
      path: "/v1/rewards",
      scope: "promotions:read",
      icon: IconGift,
      to: below("/promotions/rewards"),
    }),
    kind<CampaignOut>({
      key: "campaigns",
      group: t("place.campaigns"),
      path: "/v1/campaigns",
      scope: "campaigns:read",
      icon: IconArrowsSplit2,
      to: campaignPath,
      description: (row) =>
        [t(`campaign.state.${row.state}`), row.reading.trigger_sentence && capital(row.reading.trigger_sentence)]
          .filter(Boolean)
          .join(" · "),
    }),
    kind({
      key: "workflows",
      group: t("workflow.list"),
      path: "/v1/workflows",
      scope: "campaigns:read",
      icon: IconHeart,
      to: workflowPath,
    }),
    kind<NewsletterOut>({
      key: "newsletters",
      group: t("mail.tab.newsletters"),
      path: "/v1/newsletters",
      scope: "messages:read",
      icon: IconNews,
      to: newsletterPath,
      description: (row) => t(`newsletter.state.${row.state}`),
    }),
    kind<MailTemplateOut>({
      key: "templates",
      group: t("mail.tab.templates"),
      path: "/v1/mail-templates",
      scope: "messages:read",
      icon: IconTemplate,
      to: below("/messages/templates"),
      description: (row) => withoutLiquid(row.subject),
    }),
  ];
}

/** By group, what fits what was typed, and whether all of it is there; of a single letter or digit only what is identified by it. */
export function useFound(query: string): { found: [string, Found[]][]; isAsking: boolean } {
  const { user } = useSignedIn();
  const kinds = useKinds();
  const words = query.length >= LEAST_TYPED;
  const asks = (one: Kind<Named>) => words || (query !== "" && one.ids !== undefined);
  const answers = useQueries({
    queries: kinds.map((one) => ({
      queryKey: ["search", one.key, query],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<Page<Named>>(one.path, { query: { search: query }, signal }),
      enabled: asks(one) && (user.scopes?.includes(one.scope) ?? true),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
      retry: false,
    })),
  });
  const found = kinds.map((one, index): [string, Found[]] => {
    const rows = asks(one) ? (answers[index]?.data?.data ?? []) : [];
    const fits = rows
      .filter((row) => one.leads?.(row) ?? true)
      .filter((row) => words || one.ids?.(row).some((id) => id !== null && plain(id) === plain(query)));
    return [
      one.group,
      fits.slice(0, MOST).map((row) => ({
        id: `${one.key}-${row.id}`,
        label: one.label ? one.label(row) : row.name,
        description: one.description?.(row),
        icon: <one.icon {...icon} />,
        to: one.to(row.id, row),
      })),
    ];
  });
  return { found, isAsking: answers.some((one) => one.isLoading || (one.isFetching && one.isPlaceholderData)) };
}
