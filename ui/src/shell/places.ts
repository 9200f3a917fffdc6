/** The pages that the sidebar and the search lead to. A page joins by one line here and one in routes.tsx. */
import {
  type Icon,
  IconCoins,
  IconDiscount,
  IconGift,
  IconHistory,
  IconHome,
  IconPlusMinus,
  IconScale,
  IconSettings,
  IconSettingsCog,
  IconTag,
  IconUserHeart,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ParseKeys } from "i18next";

export interface Place {
  to: string;
  label: ParseKeys;
  icon: Icon;
}

export const PLACES: Place[] = [
  { to: "/", label: "place.home", icon: IconHome },
  { to: "/customers", label: "place.customers", icon: IconUsers },
  { to: "/segments", label: "place.segments", icon: IconUsersGroup },
  { to: "/points", label: "place.points", icon: IconCoins },
  { to: "/promotions", label: "place.promotions", icon: IconDiscount },
];

/** Parts of pages that have an address of their own, for the search. */
export const TABS: Place[] = [
  { to: "/points/programme", label: "programme.settings", icon: IconSettingsCog },
  { to: "/points?tab=spending", label: "spending.rules", icon: IconTag },
  { to: "/points?tab=mass", label: "mass.list", icon: IconPlusMinus },
  { to: "/points?tab=referrals", label: "referrals.title", icon: IconUserHeart },
  { to: "/points?tab=history", label: "history.title", icon: IconHistory },
  { to: "/points?tab=liability", label: "liability.title", icon: IconScale },
  { to: "/promotions?tab=rewards", label: "reward.list", icon: IconGift },
  { to: "/promotions?tab=settings", label: "policy.title", icon: IconSettingsCog },
];

export const SETTINGS: Place = { to: "/settings", label: "place.settings", icon: IconSettings };

export function placeOf(pathname: string): Place | undefined {
  return (
    [...PLACES.slice(1), SETTINGS].find((place) => pathname === place.to || pathname.startsWith(`${place.to}/`)) ??
    (pathname === "/" ? PLACES[0] : undefined)
  );
}
