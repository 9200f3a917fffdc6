/** Why nothing has begun yet, in words. */
import { useTranslation } from "react-i18next";

export function useWaiting(): (behind: string | null) => string {
  const { t } = useTranslation();
  return (behind) => (behind ? t("trial.behind", { title: behind }) : t("trial.waiting"));
}
