/** What the shop is called and counts in, before anything is counted. */
import { useTranslation } from "react-i18next";
import type { ShopIn } from "../../api/schema";
import type { Language } from "../../format/format";
import { current } from "../../format/zones";
import { ErrorState, Lines } from "../../parts/states";
import { chooseLanguage } from "../../texts";
import { ShopForm } from "../settings/shop/ShopForm";
import { useShop } from "../settings/shop/useShop";
import type { StepProps } from "./StartPage";

export function ShopStep({ done, onNext }: StepProps) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useShop();
  if (error && !data) return <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />;
  if (!data) return <Lines count={4} height={48} />;
  // What is likely: the browser is where the shop is, and speaks its language.
  const here: Partial<ShopIn> = { name: "" };
  if (data.may_change && !data.set_outside.includes("time_zone")) {
    here.time_zone = current(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }
  if (!data.set_outside.includes("language")) here.language = i18n.language as Language;
  return (
    <ShopForm
      kept={data}
      proposed={done ? {} : here}
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
