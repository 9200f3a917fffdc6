/** Sends a mail to somebody of the team as a customer would get it, and says what the mail server answered. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../../api/client";
import { useDeed, useSession } from "../../../../api/queries";
import type { MailTested, MailTestIn } from "../../../../api/schema";
import { isSecond } from "../../../../parts/clicks";
import { faultAt } from "../../../../parts/schema";
import { ErrorState } from "../../../../parts/states";
import { Tried } from "../../Tried";
import type { Words } from "./words";

interface Props {
  words: Words;
  language: string | null;
  customer: string | null;
  /** As a newsletter would be sent. */
  newsletter?: boolean;
  /** Once a mail server, or the mailbox here, has taken it. */
  onSent?: () => void;
  /** Where it stands in a dialog. */
  onClose?: () => void;
}

export function TestForm({ words, language, customer, newsletter = false, onSent, onClose }: Props) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const [to, setTo] = useState<string | null>(null);
  const address = to ?? session?.user.email ?? "";
  const touches = [["messages"], ["first-hour"]];
  const send = useDeed<MailTestIn, MailTested>({ path: "/v1/mail-templates/test", touches });
  const faults = send.error instanceof Problem ? send.error.errors : [];
  const { kind, languages } = words;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!address.trim()) return;
        send.mutate(
          { kind, languages, language, customer, newsletter, to: address.trim() },
          { onSuccess: ({ accepted }) => accepted && onSent?.() },
        );
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
        {send.data && <Tried came={send.data} />}
        <Group justify={onClose ? "flex-end" : "flex-start"} gap="xs">
          {onClose && (
            <Button variant="default" onClick={onClose}>
              {t("action.close")}
            </Button>
          )}
          <Button
            type="submit"
            loading={send.isPending}
            disabled={!address.trim()}
            onClick={(event) => isSecond(event) && event.preventDefault()}
          >
            {t("mail.sendTest")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
