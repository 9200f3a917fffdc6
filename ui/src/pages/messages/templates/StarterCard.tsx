/** A starter as its mail looks, and beginning a template with it. */
import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { MailPreview, MailStarter, MailTemplate, MailTemplateIn } from "../../../api/schema";
import { MailFrame } from "./editor/MailFrame";
import { touchedByTemplate } from "./queries";
import classes from "./Starters.module.css";

const MOST_NAMED_ALIKE = 50;

const isTaken = (error: unknown) => error instanceof Problem && error.code === "name_taken";

/** Stores a template; two of one name can't be told apart, so the next is "Birthday 2". */
export function useBeginning(onMade: (made: MailTemplate) => void) {
  const begin = useDeed<MailTemplateIn, MailTemplate>({ path: "/v1/mail-templates", touches: touchedByTemplate });
  const store = (body: MailTemplateIn, number = 1) =>
    begin.mutate(number === 1 ? body : { ...body, name: `${body.name} ${number}` }, {
      onSuccess: onMade,
      onError: (error) => {
        if (isTaken(error) && number < MOST_NAMED_ALIKE) store(body, number + 1);
      },
    });
  return { store, isPending: begin.isPending, error: isTaken(begin.error) ? null : begin.error };
}

interface StarterProps {
  starter: MailStarter;
  busy: boolean;
  onChoose: (body: MailTemplateIn) => void;
}

export function StarterCard({ starter, busy, onChoose }: StarterProps) {
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

export function Card({ title, kind, busy, onChoose, children }: CardProps) {
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
