/** Sends the mail as it is shown to somebody of the team, and says what the mail server answered. */
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../../api/client";
import { useDeed, useSession } from "../../../../api/queries";
import type { MailTested, MailTestIn } from "../../../../api/schema";
import { faultAt } from "../../../../parts/schema";
import { ErrorState } from "../../../../parts/states";
import type { Words } from "./words";

interface Props {
  words: Words;
  language: string | null;
  customer: string | null;
  open: boolean;
  onClose: () => void;
}

export function TestDialog({ words, language, customer, open, onClose }: Props) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const [to, setTo] = useState<string | null>(null);
  const address = to ?? session?.user.email ?? "";
  const send = useDeed<MailTestIn, MailTested>({ path: "/v1/mail-templates/test", touches: [["messages"]] });
  const faults = send.error instanceof Problem ? send.error.errors : [];
  const { kind, languages } = words;
  return (
    <Modal opened={open} onClose={onClose} title={t("mail.test")} classNames={{ title: "panel-title" }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ kind, languages, language, customer, to: address.trim() });
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("mail.testText")}
          </Text>
          <TextInput
            label={t("mail.testTo")}
            type="email"
            data-autofocus
            value={address}
            error={faultAt(faults, "/to")}
            onChange={(event) => {
              setTo(event.currentTarget.value);
              send.reset();
            }}
          />
          {send.error && <ErrorState error={send.error} what={t("mail.notSent")} atField={(at) => at === "/to"} />}
          {send.data && (
            <Alert
              variant="light"
              role="status"
              color={send.data.accepted ? "green" : "red"}
              title={t(send.data.accepted ? "mail.testSent" : "mail.notSent")}
            >
              {send.data.answer}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.close")}
            </Button>
            <Button type="submit" loading={send.isPending} disabled={!address.trim()}>
              {t("mail.sendTest")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
