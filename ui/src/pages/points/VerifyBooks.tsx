/** Proves that every balance agrees with its entries, when asked. */
import { Alert, Button, Group } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { Json } from "../../api/types";
import { ErrorState } from "../../parts/states";

interface Verified {
  ok?: boolean;
  violations?: Json[];
  problems?: Json[];
  faults?: Json[];
  checked?: Record<string, number> | number;
}

export function VerifyBooks() {
  const { t } = useTranslation();
  const verify = useDeed<null, Verified>({ path: "/v1/points/verify" });
  const wrong = verify.data?.violations ?? verify.data?.problems ?? verify.data?.faults ?? [];
  const fine = verify.data !== undefined && verify.data.ok !== false && wrong.length === 0;
  return (
    <Group mt="lg" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={18} stroke={1.5} />}
        loading={verify.isPending}
        onClick={() => verify.mutate(null)}
      >
        {t("points.verify")}
      </Button>
      {verify.error && <ErrorState error={verify.error} what={t("problem.notDone")} />}
      {verify.data && (
        <Alert color={fine ? "gray" : "red"} py={8} variant="light">
          {fine ? t("points.verified") : t("points.wrong", { count: wrong.length })}
          {wrong.slice(0, 5).map((one) => (
            <div key={JSON.stringify(one)}>{typeof one === "string" ? one : JSON.stringify(one)}</div>
          ))}
        </Alert>
      )}
    </Group>
  );
}
