/** A spending rule: loads what its form needs. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ask } from "../../../api/client";
import { useVocabulary } from "../../../api/queries";
import type { SpendingRuleOut } from "../../../api/schema";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { SpendingRuleForm } from "./SpendingRuleForm";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const vocabulary = useVocabulary();
  const rule = useQuery({
    queryKey: ["spending-rule", id],
    queryFn: () => ask<SpendingRuleOut>(`/v1/spending-rules/${encodeURIComponent(id ?? "")}`),
    enabled: id !== undefined,
  });
  const [round, setRound] = useState(0);
  const readAnew = async () => {
    await rule.refetch();
    setRound((before) => before + 1);
  };
  const failed = vocabulary.error ?? (id ? rule.error : null);
  const back = { to: "/points?tab=spending", label: t("place.points") };
  if (vocabulary.data && (!id || rule.data)) {
    return (
      <SpendingRuleForm
        key={`${id ?? "new"} ${round}`}
        onReadAnew={readAnew}
        document={vocabulary.data}
        rule={id ? (rule.data ?? null) : null}
      />
    );
  }
  return (
    <>
      <PageHead title={id ? t("spending.rule") : t("spending.new")} back={back} />
      {isMissing(failed) ? (
        <Missing title={t("spending.missing")} list={{ to: back.to, label: t("spending.all") }}>
          {t("points.missingText")}
        </Missing>
      ) : failed ? (
        <ErrorState
          error={failed}
          what={t("problem.notLoaded")}
          onRetry={() => {
            vocabulary.refetch();
            if (id) rule.refetch();
          }}
        />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
