/** A segment being written: the form and the condition left, what it finds right, Save always there. */
import { useTranslation } from "react-i18next";
import { useLocation, useParams } from "react-router";
import { useSegment, useVocabulary } from "../../api/queries";
import type { Json, Segment } from "../../api/types";
import { isMissing, Missing } from "../../parts/Missing";
import { PageHead } from "../../parts/PageHead";
import { ErrorState, Lines } from "../../parts/states";
import { SegmentForm } from "./SegmentForm";

export function Component() {
  const { t } = useTranslation();
  const { id } = useParams();
  const location = useLocation();
  const vocabulary = useVocabulary();
  const segment = useSegment(id);
  const { copyOf = null, beginsWith = null } = (location.state as { copyOf?: Segment; beginsWith?: Json } | null) ?? {};
  const failed = vocabulary.error ?? (id ? segment.error : null);
  const title = id ? (segment.data?.name ?? t("segments.one")) : t("segments.new");
  if (failed && (!vocabulary.data || (id && !segment.data))) {
    return (
      <>
        <PageHead title={title} back={{ to: "/segments", label: t("place.segments") }} />
        {isMissing(failed) ? (
          <Missing title={t("segments.absent")} list={{ to: "/segments", label: t("home.allSegments") }}>
            {t("segments.missingText")}
          </Missing>
        ) : (
          <ErrorState
            error={failed}
            what={t("problem.notLoaded")}
            onRetry={() => {
              vocabulary.refetch();
              if (id) segment.refetch();
            }}
          />
        )}
      </>
    );
  }
  if (!vocabulary.data || (id && !segment.data)) {
    return (
      <>
        <PageHead title={title} back={{ to: "/segments", label: t("place.segments") }} />
        <Lines count={8} height={32} />
      </>
    );
  }
  return (
    <SegmentForm
      key={id ?? "new"}
      document={vocabulary.data}
      segment={id ? (segment.data ?? null) : null}
      copyOf={copyOf}
      beginsWith={beginsWith}
    />
  );
}
