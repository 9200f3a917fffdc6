/** The pages that the sidebar and the search lead to. A page joins by one line here and one in routes.tsx. */
import {
  type Icon,
  IconArrowsSplit2,
  IconBuildingStore,
  IconCoins,
  IconDiscount,
  IconGift,
  IconHistory,
  IconHome,
  IconInbox,
  IconKey,
  IconMail,
  IconMailOff,
  IconMap2,
  IconNews,
  IconPlusMinus,
  IconReportAnalytics,
  IconRocket,
  IconScale,
  IconSettings,
  IconSettingsCog,
  IconTag,
  IconTemplate,
  IconUpload,
  IconUserHeart,
  IconUsers,
  IconUsersGroup,
  IconWebhook,
} from "@tabler/icons-react";
import type { ParseKeys } from "i18next";
import type { Scope } from "../api/types";

export interface Place {
  to: string;
  label: ParseKeys;
  icon: Icon;
  /** The page that it is a part of. */
  within?: ParseKeys;
  /** Only who may read it is led there. */
  scope?: Scope;
  /** Only where the demo is loaded. */
  ofDemo?: boolean;
}

export const PLACES: Place[] = [
  { to: "/", label: "place.home", icon: IconHome },
  { to: "/customers", label: "place.customers", icon: IconUsers },
  { to: "/segments", label: "place.segments", icon: IconUsersGroup },
  { to: "/points", label: "place.points", icon: IconCoins },
  { to: "/promotions", label: "place.promotions", icon: IconDiscount },
  { to: "/campaigns", label: "place.campaigns", icon: IconArrowsSplit2 },
  { to: "/messages", label: "place.messages", icon: IconMail },
  { to: "/reports", label: "place.reports", icon: IconReportAnalytics },
];

/** Each a tab of the reports, in their order. */
export const REPORTS = ["sales", "movement", "cohorts", "rfm", "points", "messages"] as const;

/** Parts of pages that have an address of their own, for the search. */
export const TABS: Place[] = [
  { to: "/start", label: "start.title", icon: IconRocket, within: "place.home" },
  { to: "/tour", label: "tour.title", icon: IconMap2, within: "place.home", ofDemo: true },
  { to: "/points/programme", label: "programme.settings", icon: IconSettingsCog, within: "place.points" },
  { to: "/points?tab=spending", label: "spending.rules", icon: IconTag, within: "place.points" },
  { to: "/points?tab=mass", label: "mass.list", icon: IconPlusMinus, within: "place.points" },
  { to: "/points?tab=referrals", label: "referrals.title", icon: IconUserHeart, within: "place.points" },
  { to: "/points?tab=history", label: "history.title", icon: IconHistory, within: "place.points" },
  { to: "/points?tab=liability", label: "liability.title", icon: IconScale, within: "place.points" },
  { to: "/promotions?tab=rewards", label: "reward.list", icon: IconGift, within: "place.promotions" },
  { to: "/promotions?tab=settings", label: "policy.title", icon: IconSettingsCog, within: "place.promotions" },
  { to: "/campaigns?tab=workflows", label: "workflow.list", icon: IconGift, within: "place.campaigns" },
  { to: "/messages?tab=templates", label: "mail.tab.templates", icon: IconTemplate, within: "place.messages" },
  { to: "/messages?tab=newsletters", label: "mail.tab.newsletters", icon: IconNews, within: "place.messages" },
  { to: "/messages?tab=mailbox", label: "mail.tab.mailbox", icon: IconInbox, within: "place.messages" },
  { to: "/messages?tab=log", label: "mail.tab.log", icon: IconHistory, within: "place.messages" },
  { to: "/messages?tab=suppressions", label: "mail.tab.suppressions", icon: IconMailOff, within: "place.messages" },
  ...REPORTS.map((name) => ({
    to: `/reports?tab=${name}`,
    label: `reports.tab.${name}` as const,
    icon: IconReportAnalytics,
    within: "place.reports" as const,
  })),
  {
    to: "/settings/import",
    label: "settings.import",
    icon: IconUpload,
    within: "place.settings",
    scope: "imports:read",
  },
  {
    to: "/settings/shop",
    label: "settings.shop",
    icon: IconBuildingStore,
    within: "place.settings",
    scope: "overview:read",
  },
  {
    to: "/settings/attributes",
    label: "settings.attributes",
    icon: IconSettingsCog,
    within: "place.settings",
    scope: "segments:read",
  },
  { to: "/settings/mail", label: "settings.mail", icon: IconMail, within: "place.settings", scope: "messages:read" },
  {
    to: "/settings/webhooks",
    label: "settings.webhooks",
    icon: IconWebhook,
    within: "place.settings",
    scope: "webhooks:read",
  },
  { to: "/settings/api-keys", label: "settings.api-keys", icon: IconKey, within: "place.settings", scope: "keys:read" },
  { to: "/settings/users", label: "settings.users", icon: IconUsers, within: "place.settings", scope: "users:read" },
  { to: "/settings/audit", label: "settings.audit", icon: IconHistory, within: "place.settings", scope: "audit:read" },
];

export const SETTINGS: Place = { to: "/settings", label: "place.settings", icon: IconSettings };

export function placeOf(pathname: string): Place | undefined {
  if (pathname === "/start" || pathname === "/tour") return PLACES[0];
  return (
    [...PLACES.slice(1), SETTINGS].find((place) => pathname === place.to || pathname.startsWith(`${place.to}/`)) ??
    (pathname === "/" ? PLACES[0] : undefined)
  );
}
