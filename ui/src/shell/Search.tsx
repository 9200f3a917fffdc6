/** Ctrl-K: whatever has a name, pages and what can be begun, from anywhere. */
import "@mantine/spotlight/styles.css";
import { Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { IconLayersIntersect, IconPlus, IconPlusMinus, IconSearch, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { holds } from "../format/plain";
import { CAMPAIGN_NEW } from "../pages/campaigns/queries";
import { WORKFLOW_NEW } from "../pages/campaigns/workflows/queries";
import { NEWSLETTER_NEW } from "../pages/messages/newsletters/reading";
import { TEMPLATE_NEW } from "../pages/messages/templates/queries";
import { type Found, icon, useFound } from "./found";
import { useMayOpen } from "./needs";
import { PLACES, SETTINGS, TABS } from "./places";
import { useMay } from "./SessionGate";
import { searchStore } from "./search-store";
import { useTour } from "./tour/tour";
import { FOUND, useFirst } from "./useFirst";
import { useSpoken } from "./useSpoken";

export default function Search() {
  const { t } = useTranslation();
  const mayOpen = useMayOpen();
  const mayImport = useMay("imports:write");
  const tour = useTour();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const matches = (label: string) => holds(label, typed.trim());

  const { found, isAsking } = useFound(query);
  const spoken = useSpoken();
  const first = useFirst(typed, isAsking || typed.trim() !== query);
  const pages: Found[] = [...PLACES, ...TABS, SETTINGS]
    .filter((place) => mayOpen(place.to))
    .filter((place) => !place.ofDemo || tour.data?.offered)
    .map((place) => ({
      id: place.to,
      label: t(place.label),
      description: place.within && t(place.within),
      icon: <place.icon {...icon} />,
      to: place.to,
    }))
    .filter((found) => matches(found.label) || (typed.trim() !== "" && matches(found.description ?? "")));
  const actions: Found[] = [
    { id: "new-segment", label: t("segments.new"), icon: <IconPlus {...icon} />, to: "/segments/new" },
    { id: "compare", label: t("compare.title"), icon: <IconLayersIntersect {...icon} />, to: "/segments/compare" },
    { id: "new-rule", label: t("points.newRule"), icon: <IconPlus {...icon} />, to: "/points/rules/new" },
    { id: "new-spending", label: t("spending.new"), icon: <IconPlus {...icon} />, to: "/points/spending/new" },
    { id: "new-mass", label: t("mass.new"), icon: <IconPlusMinus {...icon} />, to: "/points/mass/new" },
    { id: "new-promotion", label: t("promo.new"), icon: <IconPlus {...icon} />, to: "/promotions/new" },
    { id: "new-reward", label: t("reward.new"), icon: <IconPlus {...icon} />, to: "/promotions/rewards/new" },
    { id: "new-campaign", label: t("campaign.new"), icon: <IconPlus {...icon} />, to: CAMPAIGN_NEW },
    { id: "new-workflow", label: t("workflow.new"), icon: <IconPlus {...icon} />, to: WORKFLOW_NEW },
    { id: "new-newsletter", label: t("newsletter.new"), icon: <IconPlus {...icon} />, to: NEWSLETTER_NEW },
    { id: "new-template", label: t("mail.new"), icon: <IconPlus {...icon} />, to: TEMPLATE_NEW },
    { id: "import", label: t("imports.start"), icon: <IconUpload {...icon} />, to: "/settings/import" },
  ]
    .filter((found) => mayOpen(found.to) && (found.id !== "import" || mayImport))
    .filter((found) => matches(found.label));

  const groups = [...found, [t("search.pages"), pages] as const, [t("search.actions"), actions] as const].filter(
    ([, some]) => some.length > 0,
  );
  const isEmpty = groups.length === 0;
  return (
    <Spotlight.Root
      store={searchStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      scrollable
      maxHeight={420}
      attributes={{ content: { "aria-label": t("search.open") } }}
      overlayProps={{ backgroundOpacity: 0.2, blur: 0 }}
      transitionProps={{ transition: "fade", duration: 120 }}
    >
      <Spotlight.Search
        ref={spoken.field}
        placeholder={t("search.placeholder")}
        aria-label={t("search.placeholder")}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={!isEmpty}
        aria-controls={isEmpty ? undefined : FOUND}
        leftSection={<IconSearch {...icon} />}
        onKeyDownCapture={first.onKey}
      />
      {!isEmpty && (
        <Spotlight.ActionsList id={FOUND} ref={spoken.setList} role="listbox" aria-label={t("search.found")}>
          {groups.map(([label, found]) => (
            <Spotlight.ActionsGroup key={label} label={label} role="group" aria-label={label}>
              {found.map((one) => (
                <Spotlight.Action key={one.id} role="option" onClick={() => navigate(one.to)}>
                  <Group gap="sm" wrap="nowrap" w="100%">
                    <Text c="dimmed" lh={0}>
                      {one.icon}
                    </Text>
                    <div style={{ minWidth: 0, flex: 1 }}>
                      <Text truncate>{one.label}</Text>
                      {one.description && (
                        <Text size="xs" c="dimmed" truncate>
                          {one.description}
                        </Text>
                      )}
                    </div>
                  </Group>
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      )}
      <div role="status">{isEmpty && <Spotlight.Empty>{t("search.nothing")}</Spotlight.Empty>}</div>
    </Spotlight.Root>
  );
}
