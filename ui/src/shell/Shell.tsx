/** The frame of every page: sidebar, top line, search. */
import { ActionIcon, AppShell, Burger, Group, NavLink, ScrollArea, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { useDisclosure, useHotkeys, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useLocation, useNavigation, useNavigationType } from "react-router";
import { useFormats } from "../parts/Formats";
import { JobsMenu } from "./JobsMenu";
import { Mark } from "./Mark";
import { PLACES, type Place, placeOf, SETTINGS } from "./places";
import { useShopName } from "./SessionGate";
import classes from "./Shell.module.css";
import { openSearch } from "./search-store";
import { useTour } from "./tour/tour";
import { UserMenu } from "./UserMenu";

const Search = lazy(() => import("./Search"));
const TourBar = lazy(() => import("./tour/TourBar"));

/** Where the sidebar is a drawer, which covers the page. */
const PHONE = "(max-width: 47.99em)";

export function Shell() {
  const { t } = useTranslation();
  const shopName = useShopName();
  const { zoneName } = useFormats();
  const [drawer, { open, close }] = useDisclosure(false);
  const covers = useMediaQuery(PHONE, false, { getInitialValueInEffect: false }) && drawer;
  const opener = useRef<HTMLButtonElement>(null);
  const closer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (covers) closer.current?.focus();
  }, [covers]);
  const closeByHand = () => {
    if (!covers) return;
    close();
    requestAnimationFrame(() => opener.current?.focus()); // it can't have the focus before the page is uncovered
  };
  const [narrow, setNarrow] = useLocalStorage({ key: "regulars.narrow", defaultValue: false });
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const here = placeOf(pathname);
  const { data: tour } = useTour();
  const stop = tour?.stops.find((one) => one.step === tour.at);
  useHotkeys([["mod+K", openSearch]], []);
  useHotkeys([["Escape", closeByHand]]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the place changes
  useEffect(close, [pathname]);
  const gone = useNavigationType() !== "POP";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top, and one gone back to where it was
  useEffect(() => {
    if (gone) window.scrollTo(0, 0);
  }, [pathname]);

  const link = (place: Place) => (
    <Tooltip key={place.to} label={t(place.label)} position="right" disabled={!narrow} openDelay={0}>
      <NavLink
        component={Link}
        to={place.to}
        onClick={close} // also where it leads to the page that is open
        active={here?.to === place.to}
        aria-current={here?.to === place.to ? "page" : undefined}
        label={<span className={classes.label}>{t(place.label)}</span>}
        leftSection={<place.icon size={18} stroke={1.5} />}
        className={classes.link}
        aria-label={t(place.label)}
      />
    </Tooltip>
  );

  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: narrow ? 60 : 208, breakpoint: "sm", collapsed: { mobile: !drawer } }}
      transitionDuration={0}
      padding={0}
      layout="alt"
      data-narrow={narrow || undefined}
    >
      <a href="#main" className="skip-link">
        {t("shell.skip")}
      </a>
      <AppShell.Header className={classes.header} inert={covers}>
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
          <Burger
            ref={opener}
            opened={drawer}
            onClick={open}
            hiddenFrom="sm"
            size="sm"
            aria-label={t("shell.menu")}
            aria-expanded={drawer}
          />
          <Text fw={600} truncate>
            {here ? t(here.label) : ""}
          </Text>
        </Group>
        <Group gap={8} wrap="nowrap">
          <UnstyledButton
            className={classes.search}
            onClick={openSearch}
            aria-label={`${t("search.open")} Ctrl K`}
            aria-keyshortcuts="Control+K"
          >
            <IconSearch size={16} stroke={1.5} />
            <span className={classes.searchWord}>{t("search.open")}</span> <kbd className={classes.kbd}>Ctrl K</kbd>
          </UnstyledButton>
          <JobsMenu />
          <Tooltip label={t("shell.zone", { zone: zoneName })}>
            <div className={classes.shop}>
              <span>{shopName}</span>
              <span className={classes.zone}>{zoneName}</span>
            </div>
          </Tooltip>
          <UserMenu />
        </Group>
        {navigation.state !== "idle" && <div className={classes.loading} />}
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} data-closed={!drawer || undefined}>
        <Group className={classes.brand} gap="xs" wrap="nowrap">
          <Mark size={24} />
          <Text fw={600} className={classes.label}>
            Regulars
          </Text>
          <Burger
            ref={closer}
            opened
            onClick={closeByHand}
            hiddenFrom="sm"
            size="sm"
            ml="auto"
            aria-label={t("action.close")}
          />
        </Group>
        <ScrollArea flex={1} type="never">
          <nav aria-label={t("shell.navigation")}>{PLACES.map(link)}</nav>
        </ScrollArea>
        {link(SETTINGS)}
        <Tooltip label={narrow ? t("shell.widen") : t("shell.narrow")} position="right">
          <ActionIcon
            visibleFrom="sm"
            onClick={() => setNarrow(!narrow)}
            aria-label={narrow ? t("shell.widen") : t("shell.narrow")}
            className={classes.collapse}
          >
            {narrow ? (
              <IconLayoutSidebarLeftExpand size={18} stroke={1.5} />
            ) : (
              <IconLayoutSidebarLeftCollapse size={18} stroke={1.5} />
            )}
          </ActionIcon>
        </Tooltip>
      </AppShell.Navbar>
      <AppShell.Main id="main" className={classes.main} inert={covers}>
        <div className={classes.page}>
          <Outlet />
        </div>
        {tour && stop && (
          <Suspense>
            <TourBar tour={tour} stop={stop} />
          </Suspense>
        )}
      </AppShell.Main>
      <Suspense>
        <Search />
      </Suspense>
    </AppShell>
  );
}
