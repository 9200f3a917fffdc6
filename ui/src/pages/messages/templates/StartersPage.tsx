/** A new template begins as one of the starters, which are shown as their mails look, or empty. */
import { SimpleGrid } from "@mantine/core";
import { IconFilePlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { EMPTY_BODY, emptyContent } from "./editor/words";
import { TEMPLATES, templatePath, useStarters } from "./queries";
import { Card, StarterCard, useBeginning } from "./StarterCard";
import classes from "./Starters.module.css";

export function Component() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const starters = useStarters();
  const begin = useBeginning((made) => navigate(templatePath(made.id), { replace: true }));
  return (
    <>
      <PageHead title={t("mail.new")} back={{ to: TEMPLATES, label: t("place.messages") }}>
        {t("mail.startersText")}
      </PageHead>
      {begin.error && <ErrorState error={begin.error} what={t("problem.notSaved")} />}
      {starters.error && !starters.data ? (
        <ErrorState error={starters.error} what={t("problem.notLoaded")} onRetry={starters.refetch} />
      ) : !starters.data ? (
        <Lines count={6} height={80} />
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }} spacing="md">
          <Card
            title={t("mail.emptyOne")}
            kind={t("mail.emptyOneText")}
            busy={begin.isPending}
            onChoose={() =>
              begin.store({
                name: t("mail.unnamed"),
                kind: "marketing",
                languages: { [i18n.language]: { ...emptyContent(), body: EMPTY_BODY } },
              })
            }
          >
            <div className={classes.blank}>
              <IconFilePlus size={40} stroke={1.2} />
            </div>
          </Card>
          {starters.data.map((starter) => (
            <StarterCard key={starter.id} starter={starter} busy={begin.isPending} onChoose={begin.store} />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}
