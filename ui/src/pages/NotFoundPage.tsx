/** An address that leads nowhere. */
import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "../parts/states";

export function Component() {
  const { t } = useTranslation();
  return (
    <EmptyState
      isPage
      icon={<IconMapQuestion size={40} stroke={1.2} />}
      title={t("notFound.title")}
      action={
        <Button component={Link} to="/">
          {t("broken.home")}
        </Button>
      }
    >
      {t("notFound.text")}
    </EmptyState>
  );
}
