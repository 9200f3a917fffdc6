/** How mail leaves the house: the way out, who sends, the key that signs, and a mail to try it out. */
import { Alert, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../api/client";
import type { HookSecretOut, MailSettingsOut } from "../../../api/schema";
import { When } from "../../../parts/Formats";
import { ErrorState, Lines } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { TabHead } from "../TabHead";
import { MailKey } from "./MailKey";
import { MailReports } from "./MailReports";
import { MailSettingsForm } from "./MailSettingsForm";
import { TryMail } from "./TryMail";

export function Component() {
  const { t } = useTranslation();
  const may = useMay("mail:write");
  const [made, setMade] = useState<HookSecretOut | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["mail-settings"],
    queryFn: () => ask<MailSettingsOut>("/v1/mail-settings"),
    refetchOnWindowFocus: false,
  });
  return (
    <Stack maw={720}>
      <TabHead>{t("mailSettings.text")}</TabHead>
      {error && !data && <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />}
      {!data && !error && <Lines count={10} />}
      {data?.trouble && (
        <Alert color="red" title={t("mailSettings.trouble")}>
          {data.trouble.what} (<When value={data.trouble.since} />)
        </Alert>
      )}
      {data && <MailSettingsForm key={data.version} kept={data} may={may} />}
      {data && <MailKey kept={data} may={may} />}
      {data && may && <TryMail />}
      {data && may && <MailReports kept={data} made={made} onMade={setMade} />}
    </Stack>
  );
}
