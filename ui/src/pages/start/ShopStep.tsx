/** What the shop is called and counts in, before anything is counted. */
import { useTranslation } from "react-i18next";
import type { ShopIn, ShopStanding } from "../../api/schema";
import type { Language } from "../../format/format";
import { ErrorState, Lines } from "../../parts/states";
import { chooseLanguage } from "../../texts";
import { ShopForm } from "../settings/shop/ShopForm";
import { useShop } from "../settings/shop/useShop";
import { likely } from "./likely";
import type { StepProps } from "./StartPage";

export function ShopStep({ done, onNext }: StepProps) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useShop();
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />;
  if (!data) return <Lines count={4} height={48} />;
  const proposed = done ? {} : atFirst(data, i18n.language as Language);
  return (
    <ShopForm
      kept={data}
      proposed={proposed}
      first={!done}
      may
      onSaved={async ({ language }) => {
        await chooseLanguage(language);
        onNext();
      }}
    >
      {done ? t("action.save") : t("start.saveShop")}
    </ShopForm>
  );
}

/** What is likely, but for what is said where the shop is served: the browser is where the shop is, and speaks its language. */
function atFirst(kept: ShopStanding, language: Language): Partial<ShopIn> {
  const here = likely(Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language);
  const said = kept.may_change ? { ...here, language } : { language };
  const open = Object.entries(said).filter(([field]) => !kept.set_outside.includes(field));
  return { name: "", ...Object.fromEntries(open) };
}
