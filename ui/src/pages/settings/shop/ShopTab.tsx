/** What the shop is called and counts in. */
import { Paper, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { ErrorState, Lines } from "../../../parts/states";
import { useMay, useSignedIn } from "../../../shell/SessionGate";
import { TabHead } from "../TabHead";
import { ShopForm } from "./ShopForm";
import { useShop } from "./useShop";

export function Component() {
  const { t } = useTranslation();
  const { named } = useSignedIn().shop;
  const may = useMay("shop:write");
  const { data, error, refetch, dataUpdatedAt } = useShop();
  return (
    <Stack gap="lg">
      <TabHead>{t("shop.text")}</TabHead>
      <Paper p="md">
        {error && !data ? (
          <ErrorState error={error} what={t("problem.notLoaded")} onRetry={refetch} />
        ) : !data ? (
          <Lines count={4} height={48} />
        ) : (
          <ShopForm
            key={data.in_force ? "kept" : dataUpdatedAt}
            kept={data}
            proposed={named ? {} : { name: "" }}
            may={may}
            onSaved={() => notifications.show({ message: t("shop.saved") })}
          >
            {t("action.save")}
          </ShopForm>
        )}
      </Paper>
    </Stack>
  );
}
