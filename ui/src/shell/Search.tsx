/** Ctrl-K: customers, segments, earning rules, pages and what can be begun, from anywhere. */
import "@mantine/spotlight/styles.css";
import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import {
  IconCoins,
  IconDiscount,
  IconGift,
  IconLayersIntersect,
  IconPlus,
  IconPlusMinus,
  IconSearch,
  IconTag,
  IconUpload,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ask } from "../api/client";
import type { PromotionOut, RewardOut, SpendingRuleOut } from "../api/schema";
import type { CustomerBrief, EarningRule, Page, Segment } from "../api/types";
import { nameOf } from "../pages/customers/columns";
import { useFormats } from "../parts/Formats";
import { PLACES, SETTINGS, TABS } from "./places";
import { searchStore } from "./search-store";

interface Found {
  id: string;
  label: string;
  description?: string;
  icon: ReactNode;
  to: string;
}

function useFound<T>(key: string, path: string, query: string, map: (row: T) => Found): Found[] {
  const { data } = useQuery({
    queryKey: ["search", key, query],
    queryFn: ({ signal }) => ask<Page<T>>(path, { query: { search: query }, signal }),
    enabled: query.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  return query.length > 1 ? (data?.data ?? []).slice(0, 6).map(map) : [];
}

const icon = { size: 18, stroke: 1.5 } as const;

export default function Search() {
  const { t } = useTranslation();
  const format = useFormats();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const matches = (label: string) => label.toLowerCase().includes(typed.trim().toLowerCase());

  const pages: Found[] = [...PLACES, ...TABS, SETTINGS]
    .map((place) => ({ id: place.to, label: t(place.label), icon: <place.icon {...icon} />, to: place.to }))
    .filter((found) => matches(found.label));
  const actions: Found[] = [
    { id: "new-segment", label: t("segments.new"), icon: <IconPlus {...icon} />, to: "/segments/new" },
    { id: "compare", label: t("compare.title"), icon: <IconLayersIntersect {...icon} />, to: "/segments/compare" },
    { id: "new-rule", label: t("points.newRule"), icon: <IconPlus {...icon} />, to: "/points/rules/new" },
    { id: "new-spending", label: t("spending.new"), icon: <IconPlus {...icon} />, to: "/points/spending/new" },
    { id: "new-mass", label: t("mass.new"), icon: <IconPlusMinus {...icon} />, to: "/points/mass/new" },
    { id: "new-promotion", label: t("promo.new"), icon: <IconPlus {...icon} />, to: "/promotions/new" },
    { id: "new-reward", label: t("reward.new"), icon: <IconPlus {...icon} />, to: "/promotions/rewards/new" },
    { id: "import", label: t("imports.start"), icon: <IconUpload {...icon} />, to: "/settings/import" },
  ].filter((found) => matches(found.label));
  const customers = useFound<CustomerBrief>("customers", "/v1/customers", query, (row) => ({
    id: `customer-${row.id}`,
    label: nameOf(row),
    description: [row.email, row.external_id].filter(Boolean).join(" · "),
    icon: <IconUser {...icon} />,
    to: `/customers/${encodeURIComponent(row.id)}`,
  }));
  const segments = useFound<Segment>("segments", "/v1/segments", query, (row) => ({
    id: `segment-${row.id}`,
    label: row.name,
    description: [row.size === null ? null : format.number(row.size), row.sentence].filter(Boolean).join(" · "),
    icon: <IconUsersGroup {...icon} />,
    to: `/segments/${encodeURIComponent(row.id)}`,
  }));
  const rules = useFound<EarningRule>("rules", "/v1/earning-rules", query, (row) => ({
    id: `rule-${row.id}`,
    label: row.name,
    icon: <IconCoins {...icon} />,
    to: `/points/rules/${encodeURIComponent(row.id)}`,
  })).filter((found) => matches(found.label));
  const spending = useFound<SpendingRuleOut>("spending", "/v1/spending-rules", query, (row) => ({
    id: `spending-${row.id}`,
    label: row.name,
    icon: <IconTag {...icon} />,
    to: `/points/spending/${encodeURIComponent(row.id)}`,
  })).filter((found) => matches(found.label));

  const promotions = useFound<PromotionOut>("promotions", "/v1/promotions", query, (row) => ({
    id: `promotion-${row.id}`,
    label: row.name,
    description: row.sentence,
    icon: <IconDiscount {...icon} />,
    to: `/promotions/${encodeURIComponent(row.id)}`,
  }));
  const rewards = useFound<RewardOut>("rewards", "/v1/rewards", query, (row) => ({
    id: `reward-${row.id}`,
    label: row.name,
    icon: <IconGift {...icon} />,
    to: `/promotions/rewards/${encodeURIComponent(row.id)}`,
  })).filter((found) => matches(found.label));

  const groups: [string, Found[]][] = [
    [t("place.customers"), customers],
    [t("place.segments"), segments],
    [t("points.rules"), rules],
    [t("spending.rules"), spending],
    [t("place.promotions"), promotions],
    [t("reward.list"), rewards],
    [t("search.pages"), pages],
    [t("search.actions"), actions],
  ];
  return (
    <Spotlight.Root
      store={searchStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.2, blur: 0 }}
      transitionProps={{ transition: "fade", duration: 120 }}
    >
      <Spotlight.Search placeholder={t("search.placeholder")} leftSection={<IconSearch {...icon} />} />
      <Spotlight.ActionsList>
        {groups
          .filter(([, found]) => found.length > 0)
          .map(([label, found]) => (
            <Spotlight.ActionsGroup key={label} label={label}>
              {found.map((one) => (
                <Spotlight.Action key={one.id} leftSection={one.icon} onClick={() => navigate(one.to)}>
                  <div style={{ minWidth: 0, flex: 1 }}>
                    <Text truncate>{one.label}</Text>
                    {one.description && (
                      <Text size="xs" c="dimmed" truncate>
                        {one.description}
                      </Text>
                    )}
                  </div>
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          ))}
        {groups.every(([, found]) => found.length === 0) && <Spotlight.Empty>{t("search.nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
