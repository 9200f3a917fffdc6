/** The key that mail is signed with: the record that goes into the DNS, and making another. */
import { Button, Code, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { MailSettingsOut } from "../../../api/schema";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState } from "../../../parts/states";

export function MailKey({ kept, may }: { kept: MailSettingsOut; may: boolean }) {
  const { t } = useTranslation();
  const make = useDeed<{ version: number }, MailSettingsOut>({
    path: "/v1/mail-settings/dkim",
    touches: [["mail-settings"]],
  });
  const dkim = kept.dkim;
  return (
    <Stack gap="xs" mt="md">
      <Title order={2}>{t("mailSettings.key")}</Title>
      <Text c="dimmed">{t("mailSettings.keyText")}</Text>
      {make.error && <ErrorState error={make.error} what={t("problem.notDone")} />}
      {dkim && (
        <>
          <StateDot
            tone={dkim.signs ? "good" : "warning"}
            label={t(dkim.signs ? "mailSettings.signs" : "mailSettings.signsNot", { domain: dkim.domain })}
          />
          <Text size="sm">
            TXT <Code className="break">{dkim.host}</Code>
          </Text>
          <Code block className="break">
            {dkim.record}
          </Code>
        </>
      )}
      <Group>
        {dkim && (
          <CopyButton value={dkim.record}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? "action.copied" : "action.copy")}
              </Button>
            )}
          </CopyButton>
        )}
        {may && (
          <Button
            variant="default"
            loading={make.isPending}
            disabled={!kept.from_address}
            onClick={() => make.mutate({ version: kept.version })}
          >
            {t(dkim ? "mailSettings.makeAnother" : "mailSettings.makeKey")}
          </Button>
        )}
      </Group>
      {!kept.from_address && (
        <Text size="xs" c="dimmed">
          {t("mailSettings.keyNeeds")}
        </Text>
      )}
    </Stack>
  );
}
