/** The first mail: a starter becomes a template, a test of it goes to whoever is signed in, and it is published with that. */
import { Anchor, Grid, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useDeed } from "../../api/queries";
import type { MailTemplate } from "../../api/schema";
import { ErrorState, Lines } from "../../parts/states";
import { TestForm } from "../messages/templates/editor/TestForm";
import {
  templatePath,
  templateRoute,
  touchedByTemplate,
  useStarters,
  useTemplate,
} from "../messages/templates/queries";
import { StarterCard, useBeginning } from "../messages/templates/StarterCard";
import { DoneLine } from "./DoneLine";
import type { StepProps } from "./StartPage";

/** Few to choose from at first; the others are on the page of templates. */
const MOST_SHOWN = 4;

export function MailStep({ done }: StepProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<string | null>(null);
  const template = useTemplate(made ?? undefined);
  if (template.data) return <SendIt template={template.data} />;
  return (
    <Stack gap="md">
      {done && <DoneLine says={t("start.mailThere")} to="/messages?tab=mailbox" />}
      <Starters onMade={setMade} />
    </Stack>
  );
}

function Starters({ onMade }: { onMade: (id: string) => void }) {
  const { t } = useTranslation();
  const starters = useStarters();
  const begin = useBeginning((made) => onMade(made.id));
  if (starters.error && !starters.data) {
    return <ErrorState error={starters.error} what={t("problem.notLoaded")} onRetry={starters.refetch} />;
  }
  if (!starters.data) return <Lines count={3} height={80} />;
  const plain = starters.data.filter((starter) => starter.needs.length === 0).slice(0, MOST_SHOWN);
  return (
    <>
      {begin.error && <ErrorState error={begin.error} what={t("problem.notSaved")} />}
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
        {plain.map((starter) => (
          <StarterCard key={starter.id} starter={starter} busy={begin.isPending} onChoose={begin.store} />
        ))}
      </SimpleGrid>
    </>
  );
}

function SendIt({ template }: { template: MailTemplate }) {
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
          <Anchor component={Link} to="/messages?tab=mailbox" size="sm">
            {t("start.toMailbox")}
          </Anchor>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
