/** Who is signed in; light or dark, the language, and the way out. */
import { ActionIcon, Avatar, Menu, Text, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconLogout, IconMap2, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ask } from "../api/client";
import { chooseLanguage, LANGUAGES } from "../texts";
import { useSignedIn } from "./SessionGate";
import classes from "./Shell.module.css";
import { TOUR_PATH, useTour } from "./tour/tour";

/** Drawn and not read: what the button is called says more. */
const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { user } = useSignedIn();
  const tour = useTour();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const dark = scheme === "dark";
  const toDark = dark ? t("shell.light") : t("shell.dark");
  const signOut = async () => {
    await ask("/v1/session", { method: "DELETE" }).catch(() => undefined);
    window.location.assign("/");
  };
  return (
    <>
      <Tooltip label={toDark}>
        <ActionIcon size={32} aria-label={toDark} onClick={() => setColorScheme(dark ? "light" : "dark")}>
          {dark ? <IconSun size={18} stroke={1.5} /> : <IconMoon size={18} stroke={1.5} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon size={32} aria-label={t("shell.account")}>
            <Avatar size={28} radius="xl" color="gray">
              <span className={classes.initials} data-initials={initialsOf(user.name || user.email)} />
            </Avatar>
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" c="var(--mantine-color-text)" fw={600} truncate>
              {user.name || user.email}
            </Text>
            <Text size="xs" truncate>
              {user.email} · {t(`role.${user.role}`)}
            </Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{t("shell.language")}</Menu.Label>
          {LANGUAGES.map((language) => (
            <Menu.Item
              key={language.value}
              onClick={() => chooseLanguage(language.value)}
              rightSection={i18n.language === language.value ? <IconCheck size={16} stroke={1.5} /> : null}
            >
              {language.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {tour.data?.offered && (
            <Menu.Item component={Link} to={TOUR_PATH} leftSection={<IconMap2 size={16} stroke={1.5} />}>
              {t("tour.title")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} />} onClick={signOut}>
            {t("shell.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
