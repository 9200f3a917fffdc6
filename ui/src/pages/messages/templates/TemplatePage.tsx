/** A mail template: loads what its editor needs. */
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { TemplateForm } from "./editor/TemplateForm";
import { TEMPLATES, useMailWords, useTemplate } from "./queries";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const template = useTemplate(id);
  const words = useMailWords();
  const failed = template.error ?? words.error;
  if (template.data && words.data) return <TemplateForm key={id} template={template.data} tools={words.data} />;
  return (
    <>
      <PageHead title={template.data?.name ?? t("mail.one")} back={{ to: TEMPLATES, label: t("place.messages") }} />
      {isMissing(failed) ? (
        <Missing title={t("mail.missing")} list={{ to: TEMPLATES, label: t("mail.all") }}>
          {t("mail.missingText")}
        </Missing>
      ) : failed ? (
        <ErrorState
          error={failed}
          what={t("problem.notLoaded")}
          onRetry={() => {
            template.refetch();
            words.refetch();
          }}
        />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
