/** The settings of the points programme, on a page of their own. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProgramme } from "../../../api/queries";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { ProgrammeForm } from "./ProgrammeForm";

export function Component() {
  const { t } = useTranslation();
  const programme = useProgramme();
  const [round, setRound] = useState(0);
  const readAnew = async () => {
    await programme.refetch();
    setRound((before) => before + 1);
  };
  if (programme.data) return <ProgrammeForm key={round} programme={programme.data} onReadAnew={readAnew} />;
  return (
    <>
      <PageHead title={t("programme.settings")} back={{ to: "/points", label: t("place.points") }} />
      {programme.error ? (
        <ErrorState error={programme.error} what={t("problem.notLoaded")} onRetry={() => programme.refetch()} />
      ) : (
        <Lines count={8} height={32} />
      )}
    </>
  );
}
