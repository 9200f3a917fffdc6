/** Give points to many customers, or take them: loads what its form needs. */
import { useTranslation } from "react-i18next";
import { useVocabulary } from "../../../api/queries";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { MassForm } from "./MassForm";

export function Component() {
  const { t } = useTranslation();
  const [read] = useAddress();
  const vocabulary = useVocabulary();
  if (vocabulary.data) return <MassForm document={vocabulary.data} segment={read("segment") || null} />;
  return (
    <>
      <PageHead title={t("mass.new")} back={{ to: "/points?tab=mass", label: t("place.points") }} />
      {vocabulary.error ? (
        <ErrorState error={vocabulary.error} what={t("problem.notLoaded")} onRetry={() => vocabulary.refetch()} />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
