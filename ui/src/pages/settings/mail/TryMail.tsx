/** A mail that is sent at once by the settings as they are saved, and what the server said to it. */
import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { TrialOut } from "../../../api/schema";
import { isSecond } from "../../../parts/clicks";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useSignedIn } from "../../../shell/SessionGate";
import { Tried } from "../../messages/Tried";

interface Props {
  /** Of the settings as they are saved. */
  version: number;
  isSaved: boolean;
}

export function TryMail({ version, isSaved }: Props) {
  const { t } = useTranslation();
  const { user } = useSignedIn();
  const [to, setTo] = useState(user.email);
  const [tried, setTried] = useState<{ came: TrialOut; version: number } | null>(null);
  const send = useDeed<{ to: string }, TrialOut>({
    path: "/v1/mail-settings/test",
    touches: [["mail-settings"], ["messages"]],
  });
  const faults = send.error instanceof Problem ? send.error.errors : [];
  return (
    <Stack gap="xs" mt="md">
      <Title order={2}>{t("mailSettings.try")}</Title>
      {send.error && <ErrorState error={send.error} what={t("problem.notDone")} atField={(one) => one === "/to"} />}
      <Group align="flex-end">
        <TextInput
          flex="1 1 240px"
          label={t("mailSettings.tryTo")}
          type="email"
          value={to}
          error={faultAt(faults, "/to")}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          variant="default"
          loading={send.isPending}
          disabled={!isSaved}
          aria-describedby={isSaved ? undefined : "not-saved"}
          onClick={(event) =>
            !isSecond(event) && send.mutate({ to: to.trim() }, { onSuccess: (came) => setTried({ came, version }) })
          }
        >
          {t("mailSettings.tryNow")}
        </Button>
      </Group>
      {!isSaved && (
        <Text size="xs" c="dimmed" id="not-saved">
          {t("mailSettings.trySaved")}
        </Text>
      )}
      {isSaved && tried?.version === version && <Tried came={tried.came} />}
    </Stack>
  );
}
