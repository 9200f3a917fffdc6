/** Signing in with e-mail and password. */
import { Box, Button, Center, Group, Paper, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Problem } from "../api/client";
import { useMutationOnce } from "../api/once";
import type { Session } from "../api/types";
import type { Language } from "../format/format";
import { Password } from "../parts/Password";
import { ErrorState } from "../parts/states";
import { chooseLanguage, LANGUAGES } from "../texts";
import { Mark } from "./Mark";

export function SignInForm({ email: given = "" }: { email?: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState("");
  const signIn = useMutationOnce({
    mutationFn: () => ask<Session>("/v1/session", { method: "POST", body: { email: email.trim(), password } }),
    onSuccess: (session) => {
      client.setQueryData(["session"], session);
      client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    },
  });
  const wrong = signIn.error instanceof Problem && signIn.error.status === 401;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t("signIn.email")}
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          data-autofocus={!given || undefined}
        />
        <Password
          label={t("signIn.password")}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={wrong ? t("signIn.wrong") : undefined}
          data-autofocus={given ? true : undefined}
        />
        {signIn.error && !wrong ? <ErrorState error={signIn.error} what={t("signIn.failed")} /> : null}
        <Button type="submit" loading={signIn.isPending}>
          {t("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}

export function SignInPage() {
  const { t, i18n } = useTranslation();
  return (
    <Center mih="100vh" p="md" bg="var(--quiet)">
      <Box w="100%" maw={380}>
        <Group gap="xs" mb="lg" justify="center">
          <Mark size={28} />
          <Text fw={600} size="lg">
            Regulars
          </Text>
        </Group>
        <Paper p="lg">
          <Title order={1} mb={4}>
            {t("signIn.title")}
          </Title>
          <Text c="dimmed" mb="lg">
            {t("signIn.text")}
          </Text>
          <SignInForm />
        </Paper>
        <Center mt="md">
          <Select
            size="xs"
            w={130}
            aria-label={t("shell.language")}
            data={LANGUAGES}
            value={i18n.language}
            allowDeselect={false}
            onChange={(value) => value && chooseLanguage(value as Language)}
          />
        </Center>
      </Box>
    </Center>
  );
}
