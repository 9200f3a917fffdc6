/** One newsletter: its form while it hasn't begun, its progress and results afterwards. */
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { StateDot } from "../../../parts/StateDot";
import { ErrorState, Lines } from "../../../parts/states";
import { NewsletterForm } from "./NewsletterForm";
import { Progress } from "./Progress";
import { NEWSLETTERS, TONES, useNewsletter } from "./reading";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const { data, error, refetch } = useNewsletter(id);
  const back = { to: NEWSLETTERS, label: t("mail.tab.newsletters") };
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
      {(id === undefined || (data && !begun)) && <NewsletterForm key={data?.version ?? "new"} kept={data ?? null} />}
      {data && begun && <Progress of={data} />}
    </>
  );
}
