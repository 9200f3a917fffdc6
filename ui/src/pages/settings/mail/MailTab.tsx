/** How mail leaves the house: the way out, who sends, the key that signs, and a mail to try it out. */
import { Alert, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { HookSecretOut } from "../../../api/schema";
import { When } from "../../../parts/Formats";
import { ErrorState, Lines } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { TabHead } from "../TabHead";
import { type Changes, changed } from "./draft";
import { MailKey } from "./MailKey";
import { MailReports } from "./MailReports";
import { MailSettingsForm } from "./MailSettingsForm";
import { TryMail } from "./TryMail";
import { useMailSettings } from "./useMailSettings";

export function Component() {
  const { t } = useTranslation();
  const may = useMay("mail:write");
  const [made, setMade] = useState<HookSecretOut | null>(null);
  const [changes, setChanges] = useState<Changes>({});
  const { data, error, refetch } = useMailSettings();
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
      {data && <MailSettingsForm kept={data} changes={changes} onChanges={setChanges} may={may} />}
      {data && <MailKey kept={data} changes={changes} may={may} />}
      {data && may && <TryMail version={data.version} isSaved={Object.keys(changed(data, changes)).length === 0} />}
      {data && may && <MailReports kept={data} made={made} onMade={setMade} />}
    </Stack>
  );
}
