/** What came of a mail that was sent to try it out: a server's own words, or that it went no further than the mailbox here. */
import { Alert, Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { MailTested } from "../../api/schema";

export function Tried({ came }: { came: MailTested }) {
  const { t } = useTranslation();
  if (came.in_mailbox) {
    return (
      <Alert variant="light" role="status" color="gray" title={t("tried.kept")}>
        {t("tried.keptText")}{" "}
        <Anchor component={Link} to="/messages?tab=mailbox" size="sm">
          {t("tried.look")}
        </Anchor>
      </Alert>
    );
  }
  const { accepted, answer } = came;
  return (
    <Alert
      variant="light"
      role="status"
      color={accepted ? "green" : "red"}
      title={t(accepted ? "tried.taken" : "tried.not")}
      className="break"
    >
      {answer}
    </Alert>
  );
}
