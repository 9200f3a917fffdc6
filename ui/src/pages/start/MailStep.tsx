/** The first mail: a starter becomes a template, a test of it goes to whoever is signed in, and it is published with that. */
import { Anchor, Grid, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed } from "../../api/queries";
import type { MailStarter, MailTemplate, MailTemplateIn, MailTemplateOut } from "../../api/schema";
import { ErrorState, Lines } from "../../parts/states";
import { TestForm } from "../messages/templates/editor/TestForm";
import {
  templatePath,
  templateRoute,
  touchedByTemplate,
  useBegun,
  useStarters,
  useTemplate,
} from "../messages/templates/queries";
import { StarterCard, useBeginning } from "../messages/templates/StarterCard";
import { useMailSettings } from "../settings/mail/useMailSettings";
import { DoneLine } from "./DoneLine";
import type { StepProps } from "./StartPage";

/** Few to choose from at first; the others are on the page of templates. */
const MOST_SHOWN = 4;

export function MailStep({ done }: StepProps) {
  const { t } = useTranslation();
  const starters = useStarters();
  const begun = useBegun();
  const settings = useMailSettings();
  /** The template that is sent; null: one is to be chosen. */
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const template = useTemplate(chosen ?? undefined);
  const staysHere = settings.data?.transport === "mailbox";
  const plain = starters.data?.filter((starter) => starter.needs.length === 0).slice(0, MOST_SHOWN);
  const of = (starter: string | null | undefined) =>
    begun.data?.data.find((one) => one.starter !== null && one.starter === starter);
  if (chosen === undefined && plain && begun.data) {
    // What was begun and never sent is gone on with, whoever comes back to it and when.
    const drafts = plain.map(({ id }) => of(id)).filter((one) => one?.version === 0);
    setChosen((!done && drafts[0]?.id) || null);
  }
  const error = starters.error ?? begun.error;
  return (
    <Stack gap="md">
      {staysHere && (
        <Text size="sm" c="dimmed" maw={720}>
          {t("start.mailStays")}
        </Text>
      )}
      {done && !template.data && (
        <DoneLine says={t("start.mailThere")} to={`/messages?tab=${staysHere ? "mailbox" : "log"}`} />
      )}
      {template.data ? (
        <SendIt template={template.data} onOther={() => setChosen(null)} />
      ) : error && !(plain && begun.data) ? (
        <ErrorState
          error={error}
          what={t("problem.notLoaded")}
          onRetry={() => Promise.all([starters.refetch(), begun.refetch()])}
        />
      ) : plain && chosen === null ? (
        <Starters starters={plain} begun={of} onChosen={setChosen} />
      ) : (
        <Lines count={3} height={80} />
      )}
    </Stack>
  );
}

interface StartersProps {
  starters: MailStarter[];
  /** The template that was begun with one. */
  begun: (starter: string | null | undefined) => MailTemplateOut | undefined;
  onChosen: (template: string) => void;
}

function Starters({ starters, begun, onChosen }: StartersProps) {
  const { t } = useTranslation();
  const begin = useBeginning((made) => onChosen(made.id));
  const choose = (body: MailTemplateIn) => {
    const there = begun(body.starter);
    if (there) onChosen(there.id);
    else begin.store(body);
  };
  return (
    <>
      {begin.error && <ErrorState error={begin.error} what={t("problem.notSaved")} />}
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
        {starters.map((starter) => (
          <StarterCard key={starter.id} starter={starter} busy={begin.isPending} onChoose={choose} />
        ))}
      </SimpleGrid>
    </>
  );
}

function SendIt({ template, onOther }: { template: MailTemplate; onOther: () => void }) {
  const { t } = useTranslation();
  const { name, kind, languages } = template;
  const publish = useDeed<{ revision: number }, MailTemplate>({
    path: `${templateRoute(template.id)}/publish`,
    touches: touchedByTemplate,
  });
  const isPublished = template.state === "published";
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 8 }}>
        <Stack gap="sm" maw={560}>
          <Text size="sm">
            {t("start.templateMade", { name })}{" "}
            <Anchor component={Link} to={templatePath(template.id)} size="sm">
              {t("start.changeTemplate")}
            </Anchor>
          </Text>
          <Text size="sm" c="dimmed">
            {t(isPublished ? "start.templatePublished" : "start.templateUnpublished")}
          </Text>
          <TestForm
            words={{ name, kind, languages }}
            language={null}
            customer={null}
            onSent={() => {
              if (!isPublished) publish.mutate({ revision: template.revision });
            }}
          />
          {publish.error && <ErrorState error={publish.error} what={t("start.notPublished")} />}
          <Anchor component="button" type="button" size="sm" ta="left" onClick={onOther}>
            {t("start.otherTemplate")}
          </Anchor>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
