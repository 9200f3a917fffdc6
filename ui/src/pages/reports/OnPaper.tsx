/** What a printed report is about, for it leaves out the inputs that say so on the screen. */
import { Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../parts/Formats";
import { useShopName } from "../../shell/SessionGate";
import { useAsked, useOnly } from "./Asked";
import type { Tab } from "./ReportsPage";

export function OnPaper({ tab }: { tab: Tab }) {
  const { t } = useTranslation();
  const format = useFormats();
  const shopName = useShopName();
  const { period } = useAsked();
  const only = useOnly();
  const days = { from: format.day(period.from), to: format.day(period.to), zone: format.zoneName };
  const said = [
    shopName,
    // cohorts are of months, which stand beside their figures
    tab !== "cohorts" && t("reports.onPaper.days", days),
    only !== null && t("reports.onPaper.members", { segment: only }),
  ];
  return (
    <div className="only-printed">
      <Title order={2}>{t(`reports.tab.${tab}`)}</Title>
      <Text mb="md">{said.filter(Boolean).join(" · ")}</Text>
    </div>
  );
}
