/** The secret by which a provider's reports of bounces and complaints are known; it is shown once. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { HookSecretOut, MailSettingsOut } from "../../../api/schema";
import { ErrorState } from "../../../parts/states";

interface Props {
  kept: Pick<MailSettingsOut, "version" | "has_hook_secret">;
  /** What was made a moment ago. */
  made: HookSecretOut | null;
  onMade: (made: HookSecretOut) => void;
}

export function MailReports({ kept, made, onMade }: Props) {
  const { t } = useTranslation();
  const make = useDeed<{ version: number }, HookSecretOut>({
    path: "/v1/mail-settings/hook-secret",
    touches: [["mail-settings"]],
  });
  return (
    <Stack gap="xs" mt="md">
      <Title order={2}>{t("mailSettings.reports")}</Title>
      <Text c="dimmed">{t("mailSettings.reportsText")}</Text>
      <Code className="break">{`${window.location.origin}/v1/mail-hooks/reports`}</Code>
      {make.error && <ErrorState error={make.error} what={t("problem.notDone")} />}
      {made && (
        <Alert color="green" title={t("mailSettings.secretOnce")}>
          <Code block className="break">
            {made.secret}
          </Code>
        </Alert>
      )}
      <Group>
        {made && (
          <CopyButton value={made.secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? "action.copied" : "action.copy")}
              </Button>
            )}
          </CopyButton>
        )}
        <Button
          variant="default"
          loading={make.isPending}
          onClick={() => make.mutate({ version: kept.version }, { onSuccess: onMade })}
        >
          {t(kept.has_hook_secret ? "mailSettings.makeSecretAgain" : "mailSettings.makeSecret")}
        </Button>
      </Group>
      {kept.has_hook_secret && !made && (
        <Text size="xs" c="dimmed">
          {t("mailSettings.secretHint")}
        </Text>
      )}
    </Stack>
  );
}
