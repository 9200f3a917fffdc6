/** The editor of a mail template: what it says left, the mail as a customer gets it right, Save always there. */
import { Alert, Anchor, Button, Grid, Group, Menu, Select, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArchive, IconHistory, IconRestore, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MailTemplate, MailWords } from "../../../../api/schema";
import { Beside } from "../../../../parts/Beside";
import { LeaveDialog } from "../../../../parts/LeaveDialog";
import { MoreMenu } from "../../../../parts/MoreMenu";
import { PageHead } from "../../../../parts/PageHead";
import { ReadOnly } from "../../../../parts/ReadOnly";
import { SaveButton } from "../../../../parts/SaveButton";
import { faultAt } from "../../../../parts/schema";
import { ErrorState, useProblemText } from "../../../../parts/states";
import { useMay } from "../../../../shell/SessionGate";
import { TEMPLATES } from "../queries";
import { TemplateState } from "../TemplateState";
import { ConflictPanel } from "./ConflictPanel";
import { ContentForm } from "./ContentForm";
import { Findings } from "./Findings";
import { LanguageTabs } from "./LanguageTabs";
import { PreviewPane } from "./PreviewPane";
import { usePreview } from "./usePreview";
import { VersionsPanel } from "./VersionsPanel";
import { type TemplateWriting, useTemplateWriting } from "./writing";

interface Props {
  template: MailTemplate;
  tools: MailWords;
}

const KINDS: MailTemplate["kind"][] = ["marketing", "transactional"];

export function TemplateForm({ template, tools }: Props) {
  const { t, i18n } = useTranslation();
  const may = useMay("messages:write");
  const writing = useTemplateWriting(template);
  const { words, setWords, faults } = writing;
  const codes = Object.keys(words.languages);
  const [chosen, setChosen] = useState(() => (codes.includes(i18n.language) ? i18n.language : (codes[0] ?? "en")));
  const language = codes.includes(chosen) ? chosen : (codes[0] ?? "en");
  const [customer, setCustomer] = useState<{ id: string; label: string } | null>(null);
  const previewed = usePreview(words, language, customer?.id ?? null);
  const findings = previewed.data?.findings ?? [];
  return (
    <>
      <PageHead
        title={template.name}
        back={{ to: TEMPLATES, label: t("place.messages") }}
        state={<TemplateState state={template.state} />}
        actions={may && <Actions template={template} writing={writing} errors={countErrors(findings)} />}
      >
        {template.version > 0 ? t("mail.sentBy", { number: template.version }) : t("mail.notSentBy")}
      </PageHead>
      <Stack gap="md" mb="md">
        {writing.conflict && <ConflictPanel writing={writing} by={template.updated_by} />}
        {writing.restored && !writing.conflict && writing.changed && (
          <Alert variant="light" color="gray" title={t("draft.restored")}>
            <Anchor component="button" type="button" size="sm" onClick={writing.discard}>
              {t("draft.discard")}
            </Anchor>
          </Alert>
        )}
        {writing.error ? <ErrorState error={writing.error} what={t("problem.notSaved")} /> : null}
      </Stack>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="md">
            <ReadOnly unless="messages:write">
              <Group gap="md" align="flex-start" grow preventGrowOverflow={false}>
                <TextInput
                  label={t("mail.name")}
                  description={t("mail.nameHint")}
                  value={words.name}
                  maxLength={200}
                  data-field="/name"
                  error={faultAt(faults, "/name")}
                  onChange={(event) => setWords({ name: event.currentTarget.value })}
                />
                <Select
                  label={t("mail.kind")}
                  description={t(`mail.kindHint.${words.kind}`)}
                  value={words.kind}
                  allowDeselect={false}
                  onChange={(kind) => setWords({ kind: kind as MailTemplate["kind"] })}
                  data={KINDS.map((one) => ({ value: one, label: t(`mail.kindOf.${one}`) }))}
                />
              </Group>
            </ReadOnly>
            <LanguageTabs writing={writing} language={language} onChoose={setChosen} findings={findings} />
            <ReadOnly unless="messages:write" quiet>
              <ContentForm writing={writing} language={language} tools={tools} findings={findings} />
            </ReadOnly>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Beside>
            <PreviewPane
              previewed={previewed}
              customer={customer}
              onCustomer={setCustomer}
              words={words}
              language={language}
            />
            <Findings
              findings={findings}
              language={language}
              onLanguage={(code) => codes.includes(code) && setChosen(code)}
              known={!!previewed.data}
            />
          </Beside>
        </Grid.Col>
      </Grid>
      <LeaveDialog leaving={writing.leaving} kept />
    </>
  );
}

const countErrors = (findings: { level: string }[]) => findings.filter(({ level }) => level === "error").length;

interface ActionsProps {
  template: MailTemplate;
  writing: TemplateWriting;
  errors: number;
}

function Actions({ template, writing, errors }: ActionsProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [versions, setVersions] = useState(false);
  const { archived, changed, become } = writing;
  const published = template.state === "published" && !changed;
  const turn = () =>
    become.mutate(
      { deed: archived ? "restore" : "archive" },
      {
        onSuccess: ({ name }) =>
          notifications.show({ message: t(archived ? "mail.restored" : "mail.archived", { name }) }),
        onError: (error) => notifications.show({ color: "red", message: textOf(error) }),
      },
    );
  return (
    <>
      <MoreMenu>
        <Menu.Item leftSection={<IconHistory size={16} stroke={1.5} />} onClick={() => setVersions(true)}>
          {t("mail.versions")}
        </Menu.Item>
        <Menu.Item
          leftSection={archived ? <IconRestore size={16} stroke={1.5} /> : <IconArchive size={16} stroke={1.5} />}
          onClick={turn}
        >
          {t(archived ? "mail.restore" : "mail.archive")}
        </Menu.Item>
      </MoreMenu>
      {!archived && (
        <>
          <Button
            variant="default"
            leftSection={<IconSend size={16} stroke={1.5} />}
            disabled={writing.lacks !== null || errors > 0 || published || writing.busy}
            title={errors > 0 ? t("mail.errorsFirst", { count: errors }) : undefined}
            onClick={writing.publish}
          >
            {t(changed ? "mail.saveAndPublish" : "mail.publish")}
          </Button>
          <SaveButton waitsFor={writing.waitsFor} busy={writing.busy} onSave={writing.store}>
            {t("action.save")}
          </SaveButton>
        </>
      )}
      <VersionsPanel template={template} writing={writing} open={versions} onClose={() => setVersions(false)} />
    </>
  );
}
