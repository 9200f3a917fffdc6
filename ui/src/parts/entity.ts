/** What a legal entity is called; points that no rule names one for are the shop's. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** As the server calls the one that needs no name. */
export const SHOP = "Shop";

export function useEntityName(): (name: string) => string {
  const { t } = useTranslation();
  return useCallback((name) => (name === SHOP ? t("liability.shop") : name), [t]);
}
