/** What a kind of points is called: in the reader's language where it has a name there, or where nobody has named it. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { PointsKindOut } from "../api/schema";
import { isUnnamed } from "../format/points";

type Named = Pick<PointsKindOut, "singular" | "plural" | "names">;

export function useKindName(): (kind: Named) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ singular, plural, names }) => {
      const own = names[i18n.language];
      if (own) return own.few || own.plural;
      return isUnnamed({ singular, plural }) ? t("kinds.usual") : plural;
    },
    [t, i18n.language],
  );
}
