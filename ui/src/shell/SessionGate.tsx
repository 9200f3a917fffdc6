/**
 * Lets in whoever is signed in. When the session ends while someone works, the sign-in comes up over the
 * page, so that nothing typed there is lost.
 */
import { Button, Center, Loader, Modal, Stack, Text } from "@mantine/core";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../api/queries";
import type { Scope, Session } from "../api/types";
import { sessionBegun, whenSessionEnds } from "../api/waiting";
import { FormatsProvider } from "../parts/Formats";
import { ErrorState } from "../parts/states";
import { SignInForm, SignInPage } from "./SignIn";

const SessionContext = createContext<Session | null>(null);

export function useSignedIn(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("nobody is signed in");
  return session;
}

/** What the shop is called; until somebody has said it, in the reader's language that it is theirs. */
export function useShopName(): string {
  const { t } = useTranslation();
  const { shop } = useSignedIn();
  return shop.named ? shop.name : t("shell.unnamed");
}

/** Whether the signed-in person may do something. */
export function useMay(scope: Scope): boolean {
  return useSignedIn().user.scopes?.includes(scope) ?? true;
}

export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useSession();
  const [last, setLast] = useState<Session | null>(null);
  if (data && data !== last) setLast(data);
  const session = data ?? last;
  const who = data?.user.email;
  useEffect(() => {
    if (who) sessionBegun(who);
  }, [who]);
  useEffect(() => {
    // Another window may have signed in meanwhile: then nothing changes here that would tell.
    const look = () => refetch().then(({ data: now }) => now && sessionBegun(now.user.email));
    return whenSessionEnds(look);
  }, [refetch]);

  if (isPending) {
    return (
      <Center h="100vh">
        <Loader size="sm" role="img" aria-label={t("state.loading")} />
      </Center>
    );
  }
  if (!session && error) {
    return (
      <Center h="100vh" p="md">
        <Stack maw={480}>
          <ErrorState error={error} onRetry={() => refetch()} />
        </Stack>
      </Center>
    );
  }
  if (!session) return <SignInPage />;
  return (
    <SessionContext value={session}>
      <FormatsProvider shop={session.shop}>
        {children}
        <Modal
          opened={data === null}
          onClose={() => undefined}
          withCloseButton={false}
          closeOnEscape={false}
          title={t("signIn.again")}
          classNames={{ title: "panel-title" }}
        >
          <Stack>
            <Text size="sm">{t("signIn.againText")}</Text>
            <SignInForm email={session.user.email} />
            <Button variant="subtle" color="gray" component="a" href="/">
              {t("signIn.other")}
            </Button>
          </Stack>
        </Modal>
      </FormatsProvider>
    </SessionContext>
  );
}
