/** A rewards workflow: loads what its form needs. */
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { useWorkflow } from "./queries";
import { WorkflowForm } from "./WorkflowForm";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const workflow = useWorkflow(id);
  const back = { to: "/campaigns?tab=workflows", label: t("workflow.list") };
  if (!id || workflow.data) return <WorkflowForm key={id ?? "new"} workflow={workflow.data ?? null} back={back} />;
  return (
    <>
      <PageHead title={t("workflow.one")} back={back} />
      {isMissing(workflow.error) ? (
        <Missing title={t("workflow.missing")} list={back}>
          {t("campaign.missingText")}
        </Missing>
      ) : workflow.error ? (
        <ErrorState error={workflow.error} what={t("problem.notLoaded")} onRetry={() => workflow.refetch()} />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
