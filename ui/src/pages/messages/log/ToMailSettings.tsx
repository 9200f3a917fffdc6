/** The way to what is wrong when the mail server can't be reached. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

export function ToMailSettings() {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to="/settings/mail" size="xs" onClick={(event) => event.stopPropagation()}>
      {t("outbox.toMailSettings")}
    </Anchor>
  );
}
