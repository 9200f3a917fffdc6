/** The page at an address, or a word why it is none for whoever is signed in. */
import { Button } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useLocation } from "react-router";
import { EmptyState } from "../parts/states";
import { useMayOpen } from "./needs";
import { placeOf } from "./places";

export function Allowed() {
  const { pathname } = useLocation();
  return useMayOpen()(pathname) ? <Outlet /> : <NotYours />;
}

function NotYours() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const place = placeOf(pathname);
  const title = t("role.notYours");
  useEffect(() => {
    document.title = `${title} · Regulars`;
  }, [title]);
  return (
    <EmptyState
      isPage
      icon={<IconLock size={40} stroke={1.2} />}
      title={title}
      action={
        place && (
          <Button component={Link} to={place.to} variant="default">
            {t(place.label)}
          </Button>
        )
      }
    >
      {t("role.notYoursText")}
    </EmptyState>
  );
}
