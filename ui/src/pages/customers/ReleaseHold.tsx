/** Asks before points are let go that the shop's server holds. */
import { Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { KeptHoldOut, ReleaseIn } from "../../api/schema";
import type { Hold } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";

interface Props {
  customer: string;
  hold: Hold;
  onClose: () => void;
}

export function ReleaseHold({ customer, hold, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [reason, setReason] = useState("");
  const release = useDeed<ReleaseIn, KeptHoldOut>({
    path: `/v1/points/holds/${encodeURIComponent(hold.key)}/release`,
    touches: [["customer", customer], ["programme"]],
  });
  const amount = t("mass.points", { count: hold.points, number: format.number(hold.points) });
  const done = () => {
    notifications.show({ message: t("letGo.done") });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("letGo.title", { amount })}
      confirm={t("letGo.do")}
      danger
      waits={reason.trim() === ""}
      busy={release.isPending}
      error={release.error}
      onConfirm={() => release.mutate({ reason: reason.trim() }, { onSuccess: done })}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm" className="break">
          {t("letGo.text", { hold: hold.reason ?? hold.key })}
        </Text>
        <TextInput
          label={t("letGo.reason")}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  );
}
