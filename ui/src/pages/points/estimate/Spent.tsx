/** What the customer's points take off the sample cart, by which rule, and why the others don't. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EstimateOut } from "../../../api/schema";
import { asSentence } from "../../../format/sentence";
import { useFormats } from "../../../parts/Formats";
import classes from "./Estimate.module.css";

export function Spent({ estimate, rule }: { estimate: EstimateOut; rule: string | null }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { spending, available } = estimate;
  const counted = (points: number) => ({ count: points, number: format.number(points) });
  return (
    <>
      <Text fz={24} lh="32px" fw={600} className="figures" data-testid="estimate-off">
        {t("estimate.off", { amount: format.money(spending.off) })}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {t("estimate.takes", { ...counted(spending.points), total: format.money(estimate.total) })}{" "}
        {t("estimate.available", counted(available))}
      </Text>
      {spending.name ? (
        <div className={classes.rule}>
          <Text size="sm" fw={spending.rule === rule ? 600 : 400} className="break">
            {spending.name}
          </Text>
          <Text size="sm" className="figures">
            {format.signed(-spending.points)}
          </Text>
          {spending.told && (
            <Text size="xs" c="dimmed" className={classes.why}>
              {asSentence(spending.told)}
            </Text>
          )}
        </div>
      ) : (
        <Text size="sm">{asSentence(spending.told ?? "")}</Text>
      )}
      {spending.refused.map((one) => (
        <div key={one.name} className={classes.rule}>
          <Text size="sm" className={`break ${classes.nothing}`}>
            {one.name}
          </Text>
          <Text size="xs" c="dimmed" className={`${classes.why} break`}>
            {asSentence(one.told)}
          </Text>
        </div>
      ))}
    </>
  );
}
