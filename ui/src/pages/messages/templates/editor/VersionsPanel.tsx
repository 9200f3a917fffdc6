/** What was published of a template, the latest first; each can be looked at and taken back into the draft. */
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../../api/client";
import { useDeed } from "../../../../api/queries";
import type { MailPreview, MailTemplate, MailTemplateVersion } from "../../../../api/schema";
import { When } from "../../../../parts/Formats";
import { SidePanel } from "../../../../parts/SidePanel";
import { ErrorState, Lines } from "../../../../parts/states";
import { useMay } from "../../../../shell/SessionGate";
import { templateRoute, useVersions } from "../queries";
import { MailFrame } from "./MailFrame";
import classes from "./PreviewPane.module.css";
import type { TemplateWriting } from "./writing";

interface Props {
  template: MailTemplate;
  writing: TemplateWriting;
  open: boolean;
  onClose: () => void;
}

export function VersionsPanel({ template, writing, open, onClose }: Props) {
  const { t } = useTranslation();
  const versions = useVersions(template.id, open);
  return (
    <SidePanel open={open} onClose={onClose} title={t("mail.versions")} size={560}>
      {versions.error ? (
        <ErrorState error={versions.error} what={t("problem.notLoaded")} onRetry={versions.refetch} />
      ) : !versions.data ? (
        <Lines count={4} height={48} />
      ) : versions.data.length === 0 ? (
        <Text c="dimmed">{t("mail.noVersions")}</Text>
      ) : (
        <Stack gap="sm">
          {versions.data.map((version) => (
            <One key={version.version} template={template} version={version} writing={writing} onDone={onClose} />
          ))}
        </Stack>
      )}
    </SidePanel>
  );
}

interface OneProps {
  template: MailTemplate;
  version: MailTemplateVersion;
  writing: TemplateWriting;
  onDone: () => void;
}

function One({ template, version, writing, onDone }: OneProps) {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [shown, setShown] = useState(false);
  const number = version.version;
  const restore = useDeed<{ revision: number }, MailTemplate>({
    path: `${templateRoute(template.id)}/versions/${number}/restore`,
    touches: [["mail-templates"]],
  });
  const waits = writing.changed ? t("mail.saveFirst") : undefined;
  return (
    <Paper p="sm" component="article" aria-label={t("mail.version", { number })}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{t("mail.version", { number })}</Text>
          <Text size="xs" c="dimmed" className="break">
            <When value={version.created_at} />
            {version.created_by && ` · ${version.created_by}`}
          </Text>
        </div>
        <Group gap="xs" justify="flex-end">
          <Button variant="default" size="xs" onClick={() => setShown(!shown)} aria-expanded={shown}>
            {t(shown ? "mail.hide" : "mail.look")}
          </Button>
          {may && !writing.archived && (
            <Button
              variant="default"
              size="xs"
              loading={restore.isPending}
              disabled={writing.changed}
              title={waits}
              onClick={() =>
                restore.mutate(
                  { revision: template.revision },
                  {
                    onSuccess: (answer) => {
                      writing.take(answer);
                      notifications.show({ message: t("mail.takenBack", { number }) });
                      onDone();
                    },
                  },
                )
              }
            >
              {t("mail.takeBack")}
            </Button>
          )}
        </Group>
      </Group>
      {restore.error && <ErrorState error={restore.error} what={t("problem.notDone")} />}
      {shown && <Look version={version} />}
    </Paper>
  );
}

function Look({ version }: { version: MailTemplateVersion }) {
  const { t, i18n } = useTranslation();
  const { kind, languages } = version;
  const language = languages[i18n.language] ? i18n.language : Object.keys(languages)[0];
  const { data } = useQuery({
    queryKey: ["mail-version-shown", version, language],
    queryFn: ({ signal }) =>
      ask<MailPreview>("/v1/mail-templates/preview", { method: "POST", body: { kind, languages, language }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data?.mail) return <div className={classes.waiting} />;
  return (
    <Stack gap={4} mt="sm">
      <Text fw={600} className="break">
        {data.mail.subject}
      </Text>
      <div className={classes.stage}>
        <MailFrame
          html={data.mail.html}
          title={t("mail.version", { number: version.version })}
          className={classes.desktop}
        />
      </div>
    </Stack>
  );
}
