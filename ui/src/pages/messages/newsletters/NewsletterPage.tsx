/** One newsletter: its form while it hasn't begun, its progress and results afterwards. */
import { Alert } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ask } from "../../../api/client";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState, Lines } from "../../../parts/states";
import { NewsletterForm } from "./NewsletterForm";
import { Progress } from "./Progress";
import { NEWSLETTERS, type Newsletter, newsletterRoute, TONES, useNewsletter } from "./reading";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const client = useQueryClient();
  const { data, error, refetch } = useNewsletter(id);
  const back = { to: NEWSLETTERS, label: t("mail.tab.newsletters") };
  const [told, tell] = useState<"sent" | "scheduled" | "changed" | null>(null);
  const lookAgain = async (keep = false) => {
    const now = await ask<Newsletter>(newsletterRoute(id ?? "")).catch(() => null);
    if (!now || (keep && now.state === "draft")) return;
    client.setQueryData(["newsletter", id], now);
    tell(becameOf(now));
  };
  const begun = data !== undefined && data.begun_at !== null;
  return (
    <>
      <PageHead
        title={data?.name ?? t(id === undefined ? "newsletter.new" : "newsletter.title")}
        back={back}
        state={data && <StateDot tone={TONES[data.state]} label={t(`newsletter.state.${data.state}`)} />}
      />
      {error &&
        !data &&
        (isMissing(error) ? (
          <Missing title={t("newsletter.missing")} list={{ to: NEWSLETTERS, label: t("newsletter.all") }}>
            {t("newsletter.missingText")}
          </Missing>
        ) : (
          <ErrorState error={error} what={t("problem.notLoaded")} onRetry={() => refetch()} />
        ))}
      {id !== undefined && !data && !error && <Lines count={8} />}
      {told && (
        <Alert
          color="yellow"
          variant="light"
          role="alert"
          mb="md"
          icon={<IconUsers size={18} stroke={1.5} />}
          title={t(`newsletter.meanwhile.${told}`)}
          withCloseButton
          closeButtonLabel={t("action.close")}
          onClose={() => tell(null)}
        >
          {t("newsletter.meanwhile.text")}
        </Alert>
      )}
      {(id === undefined || (data && !begun)) && (
        <NewsletterForm key={data?.version ?? "new"} kept={data ?? null} onChanged={lookAgain} />
      )}
      {data && begun && <Progress of={data} />}
    </>
  );
}

/** What somebody else, or another window, has made of it. */
function becameOf({ state, send_at }: Newsletter) {
  if (state === "draft") return "changed";
  return state === "scheduled" && send_at && Date.parse(send_at) > Date.now() ? "scheduled" : "sent";
}
