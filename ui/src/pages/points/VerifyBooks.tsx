/** Proves that every balance agrees with its entries, when asked. */
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconShieldCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { Verified } from "../../api/types";
import { useFormats } from "../../parts/Formats";
import { ErrorState } from "../../parts/states";

export function VerifyBooks() {
  const { t } = useTranslation();
  const format = useFormats();
  const verify = useDeed<null, Verified>({ path: "/v1/points/verify" });
  const wrong = verify.data?.problems ?? [];
  const fine = verify.data?.ok ?? false;
  return (
    <Group mt="lg">
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={18} stroke={1.5} />}
        loading={verify.isPending}
        onClick={() => verify.mutate(null)}
      >
        {t("points.verify")}
      </Button>
      {verify.isPending ? (
        <Text size="sm" c="dimmed" role="status" maw={480}>
          {t("points.verifying")}
        </Text>
      ) : (
        verify.isIdle && (
          <Text size="sm" c="dimmed" maw={640}>
            {t("points.verifyHint")}
          </Text>
        )
      )}
      {verify.error && <ErrorState error={verify.error} what={t("problem.notDone")} />}
      {verify.data && (
        <Alert color={fine ? "gray" : "red"} py={8} variant="light">
          {fine ? t("points.verified", { count: verify.data.checked }) : t("points.wrong", { count: wrong.length })}
          {wrong.slice(0, 5).map((one) => (
            <div key={one.name}>
              {one.name} ({format.number(one.count)}): {one.examples.join("; ")}
            </div>
          ))}
        </Alert>
      )}
    </Group>
  );
}
