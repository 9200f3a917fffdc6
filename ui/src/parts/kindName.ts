/** What a kind of points is called: in the reader's language where it has a name there, or where nobody has named it. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { PointsKindOut } from "../api/schema";

export function useKindName(): (kind: PointsKindOut) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ singular, plural, names }) => {
      const own = names[i18n.language];
      if (own) return own.few || own.plural;
      // As the server calls points that nobody has named.
      return singular === "point" && plural === "points" ? t("kinds.usual") : plural;
    },
    [t, i18n.language],
  );
}
