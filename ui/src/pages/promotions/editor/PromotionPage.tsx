/** A promotion: loads what its form needs. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useKinds, useVocabulary } from "../../../api/queries";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { usePolicy, usePromotion } from "../queries";
import { PromotionForm } from "./PromotionForm";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [round, setRound] = useState(0);
  const vocabulary = useVocabulary();
  const kinds = useKinds();
  const policy = usePolicy();
  const promotion = usePromotion(id);
  const failed = vocabulary.error ?? kinds.error ?? policy.error ?? (id ? promotion.error : null);
  const back = { to: "/promotions", label: t("place.promotions") };
  const readAnew = async () => {
    await promotion.refetch();
    setRound((before) => before + 1);
  };
  if (vocabulary.data && kinds.data && policy.data && (!id || promotion.data)) {
    return (
      <PromotionForm
        key={`${id ?? "new"} ${round}`}
        document={vocabulary.data}
        kinds={kinds.data}
        lanes={policy.data.lanes}
        promotion={id ? (promotion.data ?? null) : null}
        onReadAnew={readAnew}
      />
    );
  }
  return (
    <>
      <PageHead title={id ? (promotion.data?.name ?? t("promo.one")) : t("promo.new")} back={back} />
      {isMissing(failed) ? (
        <Missing title={t("promo.missing")} list={{ to: back.to, label: t("promo.all") }}>
          {t("promo.missingText")}
        </Missing>
      ) : failed ? (
        <ErrorState
          error={failed}
          what={t("problem.notLoaded")}
          onRetry={() => {
            for (const query of [vocabulary, kinds, policy]) query.refetch();
            if (id) promotion.refetch();
          }}
        />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
