/** A reward: loads what its form needs. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useVocabulary } from "../../../api/queries";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { usePromotionChoices, useReward } from "../queries";
import { RewardForm } from "./RewardForm";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const vocabulary = useVocabulary();
  const promotions = usePromotionChoices();
  const reward = useReward(id);
  const [round, setRound] = useState(0);
  const readAnew = async () => {
    await reward.refetch();
    setRound((before) => before + 1);
  };
  const failed = vocabulary.error ?? promotions.error ?? (id ? reward.error : null);
  const back = { to: "/promotions?tab=rewards", label: t("place.promotions") };
  if (vocabulary.data && promotions.data && (!id || reward.data)) {
    return (
      <RewardForm
        key={`${id ?? "new"} ${round}`}
        onReadAnew={readAnew}
        document={vocabulary.data}
        promotions={promotions.data}
        reward={id ? (reward.data ?? null) : null}
      />
    );
  }
  return (
    <>
      <PageHead title={id ? (reward.data?.name ?? t("reward.one")) : t("reward.new")} back={back} />
      {isMissing(failed) ? (
        <Missing title={t("reward.missing")} list={{ to: back.to, label: t("reward.all") }}>
          {t("reward.missingText")}
        </Missing>
      ) : failed ? (
        <ErrorState
          error={failed}
          what={t("problem.notLoaded")}
          onRetry={() => {
            vocabulary.refetch();
            promotions.refetch();
            if (id) reward.refetch();
          }}
        />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
