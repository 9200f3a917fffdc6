/** A mail that is sent at once, and what the server said to it. */
import { Alert, Button, Group, Stack, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed } from "../../../api/queries";
import type { TrialOut } from "../../../api/schema";
import { faultAt } from "../../../parts/schema";
import { ErrorState } from "../../../parts/states";
import { useSignedIn } from "../../../shell/SessionGate";

export function TryMail() {
  const { t } = useTranslation();
  const { user } = useSignedIn();
  const [to, setTo] = useState(user.email);
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
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate({ to: to.trim() })}>
          {t("mailSettings.tryNow")}
        </Button>
      </Group>
      {send.data && (
        <Alert
          color={send.data.accepted ? "green" : "red"}
          title={t(send.data.accepted ? "mailSettings.taken" : "mailSettings.notTaken")}
          className="break"
        >
          {send.data.answer}
        </Alert>
      )}
    </Stack>
  );
}
