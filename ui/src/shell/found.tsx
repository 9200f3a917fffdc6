/** What the search finds by name, each kind asked of its own list, if the reader may read that. */
import {
  type Icon,
  IconArrowsSplit2,
  IconCoins,
  IconDiscount,
  IconGift,
  IconHeart,
  IconNews,
  IconTag,
  IconTemplate,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../api/client";
import type { CampaignOut, MailTemplateOut, NewsletterOut, PromotionOut } from "../api/schema";
import type { CustomerBrief, Page, Scope, Segment } from "../api/types";
import { capital } from "../condition/words";
import { campaignPath } from "../pages/campaigns/queries";
import { workflowPath } from "../pages/campaigns/workflows/queries";
import { nameOf } from "../pages/customers/columns";
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
  to: (id: string) => string;
  label?: (row: T) => string;
  description?: (row: T) => string | undefined;
  /** The list can't be searched by the server, so the names are looked through here. */
  whole?: boolean;
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
      whole: true,
    }),
    kind({
      key: "spending",
      group: t("spending.rules"),
      path: "/v1/spending-rules",
      scope: "points:read",
      icon: IconTag,
      to: below("/points/spending"),
      whole: true,
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
      whole: true,
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
      description: (row) => row.subject,
    }),
  ];
}

/** By group, what fits what was typed; nothing for less than two letters. */
export function useFound(query: string): [string, Found[]][] {
  const { user } = useSignedIn();
  const kinds = useKinds();
  const asks = query.length >= LEAST_TYPED;
  const answers = useQueries({
    queries: kinds.map((one) => ({
      queryKey: ["search", one.key, query],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<Page<Named>>(one.path, { query: { search: query }, signal }),
      enabled: asks && (user.scopes?.includes(one.scope) ?? true),
      placeholderData: keepPreviousData,
      staleTime: 30_000,
      retry: false,
    })),
  });
  return kinds.map((one, index) => {
    const rows = asks ? (answers[index]?.data?.data ?? []) : [];
    const fits = rows.filter((row) => !one.whole || row.name.toLowerCase().includes(query.toLowerCase()));
    return [
      one.group,
      fits.slice(0, MOST).map((row) => ({
        id: `${one.key}-${row.id}`,
        label: one.label ? one.label(row) : row.name,
        description: one.description?.(row),
        icon: <one.icon {...icon} />,
        to: one.to(row.id),
      })),
    ];
  });
}
