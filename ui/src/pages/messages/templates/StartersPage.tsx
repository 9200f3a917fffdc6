/** A new template begins as one of the starters, which are shown as their mails look, or empty. */
import { Button, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconFilePlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { ask, Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { MailPreview, MailStarter, MailTemplate, MailTemplateIn } from "../../../api/schema";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { MailFrame } from "./editor/MailFrame";
import { EMPTY_BODY, emptyContent } from "./editor/words";
import { TEMPLATES, templatePath, touchedByTemplate, useStarters } from "./queries";
import classes from "./Starters.module.css";

export function Component() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const starters = useStarters();
  const begin = useDeed<MailTemplateIn, MailTemplate>({ path: "/v1/mail-templates", touches: touchedByTemplate });
  // Two of one name can't be told apart: the next is "Birthday 2".
  const store = (body: MailTemplateIn, number = 1) =>
    begin.mutate(number === 1 ? body : { ...body, name: `${body.name} ${number}` }, {
      onSuccess: (made) => navigate(templatePath(made.id), { replace: true }),
      onError: (error) => {
        if (isTaken(error) && number < MOST_NAMED_ALIKE) store(body, number + 1);
      },
    });
  return (
    <>
      <PageHead title={t("mail.new")} back={{ to: TEMPLATES, label: t("place.messages") }}>
        {t("mail.startersText")}
      </PageHead>
      {begin.error && !isTaken(begin.error) && <ErrorState error={begin.error} what={t("problem.notSaved")} />}
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
              store({
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
            <StarterCard key={starter.id} starter={starter} busy={begin.isPending} onChoose={store} />
          ))}
        </SimpleGrid>
      )}
    </>
  );
}

const MOST_NAMED_ALIKE = 50;

const isTaken = (error: unknown) => error instanceof Problem && error.code === "name_taken";

interface StarterProps {
  starter: MailStarter;
  busy: boolean;
  onChoose: (body: MailTemplateIn) => void;
}

function StarterCard({ starter, busy, onChoose }: StarterProps) {
  const { t, i18n } = useTranslation();
  const language = starter.languages[i18n.language] ? i18n.language : "en";
  const { kind, languages } = starter;
  const name = starter.names[language] ?? starter.id;
  const shown = useQuery({
    queryKey: ["mail-starter", starter.id, language],
    queryFn: ({ signal }) =>
      ask<MailPreview>("/v1/mail-templates/preview", { method: "POST", body: { kind, languages, language }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const needs = starter.needs.map((need) => t(`mail.source.${need}` as "mail.source.order"));
  return (
    <Card
      title={name}
      kind={
        needs.length > 0
          ? t("mail.starterNeeds", { kind: t(`mail.kindOf.${kind}`), needs: needs.join(", ") })
          : t(`mail.kindOf.${kind}`)
      }
      busy={busy}
      onChoose={() => onChoose({ name, kind, languages, starter: starter.id })}
    >
      {shown.data?.mail ? (
        <MailFrame html={shown.data.mail.html} title={name} className={classes.thumbnail} inert />
      ) : (
        <div className={classes.blank} />
      )}
    </Card>
  );
}

interface CardProps {
  title: string;
  kind: string;
  busy: boolean;
  onChoose: () => void;
  children: React.ReactNode;
}

function Card({ title, kind, busy, onChoose, children }: CardProps) {
  const { t } = useTranslation();
  return (
    <Paper className={classes.card} component="article">
      <div className={classes.picture}>{children}</div>
      <Stack gap={4} p="sm" className={classes.words}>
        <Title order={3} className="break">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {kind}
        </Text>
        <Button
          mt="auto"
          variant="default"
          size="xs"
          loading={busy}
          onClick={onChoose}
          aria-label={t("mail.beginWithOf", { name: title })}
        >
          {t("mail.beginWith")}
        </Button>
      </Stack>
    </Paper>
  );
}
