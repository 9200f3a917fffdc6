/** Draws a campaign: loads what the drawing needs. */
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useKinds } from "../../../api/queries";
import { isMissing, Missing } from "../../../parts/Missing";
import { PageHead } from "../../../parts/PageHead";
import { ErrorState, Lines } from "../../../parts/states";
import { useCampaign } from "../queries";
import { STARTERS } from "../starters";
import { CampaignEditor } from "./CampaignEditor";
import { EMPTY } from "./graph";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [address] = useSearchParams();
  const kinds = useKinds();
  const campaign = useCampaign(id);
  const back = { to: "/campaigns", label: t("place.campaigns") };
  const starter = STARTERS.find((one) => one.id === address.get("starter"));
  if (kinds.data && (!id || campaign.data)) {
    const stored = id ? (campaign.data ?? null) : null;
    return (
      <CampaignEditor
        key={id ?? `new ${starter?.id ?? ""}`}
        kinds={kinds.data}
        campaign={stored}
        begins={{
          name: stored?.name ?? (starter ? t(starter.name) : ""),
          draft: stored?.draft ?? starter?.draft ?? EMPTY,
        }}
      />
    );
  }
  const failed = kinds.error ?? (id ? campaign.error : null);
  return (
    <>
      <PageHead title={id ? t("campaign.one") : t("campaign.new")} back={back} />
      {isMissing(failed) ? (
        <Missing title={t("campaign.missing")} list={{ to: "/campaigns", label: t("campaign.all") }}>
          {t("campaign.missingText")}
        </Missing>
      ) : failed ? (
        <ErrorState
          error={failed}
          what={t("problem.notLoaded")}
          onRetry={() => {
            kinds.refetch();
            if (id) campaign.refetch();
          }}
        />
      ) : (
        <Lines count={8} height={48} />
      )}
    </>
  );
}
