/** The key that mail is signed with: the record that goes into the DNS, and making another. */
import { Button, Code, CopyButton, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { MailSettingsOut } from "../../../api/schema";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState } from "../../../parts/states";
import type { Changes } from "./draft";

export function MailKey({ kept, changes, may }: { kept: MailSettingsOut; changes: Changes; may: boolean }) {
  const { t } = useTranslation();
  const make = useDeed<{ version: number }, MailSettingsOut>({
    path: "/v1/mail-settings/dkim",
    touches: [["mail-settings"]],
  });
  const dkim = kept.dkim;
  const typed = (changes.from_address ?? kept.from_address).trim();
  const lacks = typed !== kept.from_address ? "mailSettings.keyNeedsSaved" : typed ? null : "mailSettings.keyNeeds";
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
            disabled={lacks !== null}
            onClick={() => make.mutate({ version: kept.version })}
          >
            {t(dkim ? "mailSettings.makeAnother" : "mailSettings.makeKey")}
          </Button>
        )}
      </Group>
      {may && lacks && (
        <Text size="xs" c="dimmed">
          {t(lacks)}
        </Text>
      )}
    </Stack>
  );
}
