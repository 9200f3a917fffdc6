/** Customers and orders come in from a file, its columns matched by sight; again and again, until all of it is in. */
import { Alert, Anchor, Stack, Text } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NewImport } from "../settings/NewImport";
import { useShop } from "../settings/shop/useShop";
import { stepPath, useFirstHour } from "./queries";
import type { StepProps } from "./StartPage";

export function DataStep({ done }: StepProps) {
  const { t } = useTranslation();
  const { data } = useFirstHour();
  const isBegun = useShop().data?.may_change === false;
  const without = data?.steps.find((one) => one.step === "earning")?.state !== "done";
  return (
    <Stack gap="md">
      {isBegun && !done && (
        <Text size="sm" role="status">
          {t("start.noOrdersYet")}
        </Text>
      )}
      {without && (
        <Alert color="gray" variant="light" icon={<IconCoins size={18} stroke={1.5} />}>
          {t("start.ruleFirst")}{" "}
          <Anchor component={Link} to={stepPath("earning")} size="sm">
            {t("start.toRule")}
          </Anchor>
        </Alert>
      )}
      <NewImport withOthers />
    </Stack>
  );
}
