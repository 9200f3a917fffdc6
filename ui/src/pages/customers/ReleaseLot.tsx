/** Asks before points are made available that wait for something to be done. */
import { Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { Lot } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";

interface Props {
  customer: string;
  lot: Lot;
  onClose: () => void;
}

export function ReleaseLot({ customer, lot, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const release = useDeed<Record<string, never>, Lot>({
    path: `/v1/points/lots/${encodeURIComponent(lot.id)}/release`,
    touches: [["customer", customer], ["programme"]],
  });
  const amount = t("mass.points", { count: lot.remaining, number: format.number(lot.remaining) });
  const done = () => {
    notifications.show({ message: t("release.done") });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("release.title", { amount })}
      confirm={t("release.do")}
      busy={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate({}, { onSuccess: done })}
      onCancel={onClose}
    >
      <Text size="sm">{t("release.text")}</Text>
    </ConfirmDialog>
  );
}
