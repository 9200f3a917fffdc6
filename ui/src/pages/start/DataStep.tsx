/** Customers and orders come in from a file, its columns matched by sight; again and again, until all of it is in. */
import { Alert, Anchor, Stack } from "@mantine/core";
import { IconCoins } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NewImport } from "../settings/NewImport";
import { stepPath, useFirstHour } from "./queries";

export function DataStep() {
  const { t } = useTranslation();
  const { data } = useFirstHour();
  const without = data?.steps.find((one) => one.step === "earning")?.state !== "done";
  return (
    <Stack gap="md">
      {without && (
        <Alert color="gray" variant="light" icon={<IconCoins size={18} stroke={1.5} />}>
          {t("start.ruleFirst")}{" "}
          <Anchor component={Link} to={stepPath("earning")} size="sm">
            {t("start.toRule")}
          </Anchor>
        </Alert>
      )}
      <NewImport />
    </Stack>
  );
}
