/** An earning rule: loads what its form needs. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useEarningRule, useKinds, useVocabulary } from "../../../api/queries";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { EarningRuleForm } from "./EarningRuleForm";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [address] = useSearchParams();
  const vocabulary = useVocabulary();
  const kinds = useKinds();
  const rule = useEarningRule(id);
  const [round, setRound] = useState(0);
  const readAnew = async () => {
    await rule.refetch();
    setRound((before) => before + 1);
  };
  const failed = vocabulary.error ?? kinds.error ?? (id ? rule.error : null);
  const ready = vocabulary.data && kinds.data && (!id || rule.data);
  if (!ready) {
    return (
      <>
        <PageHead
          title={id ? (rule.data?.name ?? t("points.rule")) : t("points.newRule")}
          back={{ to: "/points", label: t("place.points") }}
        />
        {isMissing(failed) ? (
          <Missing title={t("points.missing")} list={{ to: "/points", label: t("points.allRules") }}>
            {t("points.missingText")}
          </Missing>
        ) : failed ? (
          <ErrorState
            error={failed}
            what={t("problem.notLoaded")}
            onRetry={() => {
              vocabulary.refetch();
              kinds.refetch();
              if (id) rule.refetch();
            }}
          />
        ) : (
          <Lines count={8} height={32} />
        )}
      </>
    );
  }
  return (
    <EarningRuleForm
      key={`${id ?? "new"} ${round}`}
      onReadAnew={readAnew}
      document={vocabulary.data}
      kinds={kinds.data}
      rule={id ? (rule.data ?? null) : null}
      style={address.get("style") ?? undefined}
      whose={address.get("whose") ?? undefined}
    />
  );
}
