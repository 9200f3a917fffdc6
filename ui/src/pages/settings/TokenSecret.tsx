/** The secret by which the shop's server says which customer a page is for: shown when asked for, made anew after a question. */
import { Button, Code, CopyButton, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { TokenSecretOut } from "../../api/schema";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { ErrorState } from "../../parts/states";

const PATH = "/v1/customer-tokens/secret";
const KEY = ["customer-token-secret"];

export function TokenSecret() {
  const { t } = useTranslation();
  const id = useId();
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const secret = useQuery({
    queryKey: KEY,
    queryFn: () => ask<TokenSecretOut>(PATH),
    enabled: shown,
    gcTime: 0, // it is not kept for longer than it is looked at
  });
  const renew = useDeed<Record<string, never>, TokenSecretOut>({ path: PATH, touches: [KEY] });
  const renewed = () => {
    setAsking(false);
    setShown(true);
  };
  return (
    <Paper component="section" p="md" aria-labelledby={id}>
      <Stack gap="sm">
        <Title order={2} id={id}>
          {t("tokens.title")}
        </Title>
        <Text size="sm" c="dimmed" maw={820}>
          {t("tokens.text")}
        </Text>
        {shown && secret.error && <ErrorState error={secret.error} onRetry={() => secret.refetch()} />}
        {shown && secret.data && (
          <Code block className="break" aria-label={t("tokens.secret")}>
            {secret.data.secret}
          </Code>
        )}
        <Group gap="xs">
          <Button variant="default" loading={secret.isLoading} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t("tokens.hide") : t("tokens.show")}
          </Button>
          {shown && secret.data && (
            <CopyButton value={secret.data.secret}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t("action.copied") : t("action.copy")}
                </Button>
              )}
            </CopyButton>
          )}
          <Button variant="default" onClick={() => setAsking(true)}>
            {t("tokens.renew")}
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        open={asking}
        title={t("tokens.renewTitle")}
        confirm={t("tokens.renew")}
        danger
        busy={renew.isPending}
        error={renew.error}
        onCancel={() => setAsking(false)}
        onConfirm={() => renew.mutate({}, { onSuccess: renewed })}
      >
        {t("tokens.renewText")}
      </ConfirmDialog>
    </Paper>
  );
}
