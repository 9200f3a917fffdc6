/** What a printed report is about, for it leaves out the inputs that say so on the screen. */
import { Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useValues } from "../../api/queries";
import { useFormats } from "../../parts/Formats";
import { useSignedIn } from "../../shell/SessionGate";
import { useAsked } from "./Asked";
import type { Tab } from "./ReportsPage";

/** These are of months, which stand beside their figures. */
const OF_MONTHS: readonly Tab[] = ["cohorts", "points"];

export function OnPaper({ tab }: { tab: Tab }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { shop } = useSignedIn();
  const { period, segment } = useAsked();
  const { data } = useValues("segment", "", segment !== null);
  const days = { from: format.day(period.from), to: format.day(period.to), zone: format.zoneName };
  const said = [
    shop.name,
    !OF_MONTHS.includes(tab) && t("reports.onPaper.days", days),
    segment !== null &&
      t("reports.onPaper.members", { segment: data?.data.find((one) => one.value === segment)?.label ?? segment }),
  ];
  return (
    <div className="only-printed">
      <Title order={2}>{t(`reports.tab.${tab}`)}</Title>
      <Text mb="md">{said.filter(Boolean).join(" · ")}</Text>
    </div>
  );
}
