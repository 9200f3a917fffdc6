/** Asks before a correction is undone, and what happens to points that are spent already. */
import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { PostedOut, UndoPostingIn } from "../../api/schema";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";

interface Props {
  customer: string;
  correction: { key: string; points: number };
  onClose: () => void;
}

export function UndoCorrection({ customer, correction, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [words, setWords] = useState<Required<UndoPostingIn>>({ reason: "", shortage: "owe" });
  const undo = useDeed<UndoPostingIn, PostedOut>({
    path: `/v1/points/transactions/${encodeURIComponent(correction.key)}/undo`,
    touches: [["customer", customer], ["programme"]],
  });
  const given = correction.points > 0;
  const count = Math.abs(correction.points);
  const amount = t("mass.points", { count, number: format.number(count) });
  const done = () => {
    notifications.show({ message: t("adjust.undone") });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t(given ? "adjust.undoGiven" : "adjust.undoTaken", { amount })}
      confirm={t("adjust.undoDo")}
      danger={given}
      waits={words.reason.trim() === ""}
      busy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate({ ...words, reason: words.reason.trim() }, { onSuccess: done })}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t(given ? "adjust.undoGivenText" : "adjust.undoTakenText")}</Text>
        <TextInput
          label={t("mass.undoReason")}
          description={t("adjust.reasonHint")}
          maxLength={200}
          value={words.reason}
          onChange={(event) => setWords({ ...words, reason: event.currentTarget.value })}
        />
        {given && (
          <Radio.Group
            label={t("mass.undoShortage")}
            value={words.shortage}
            onChange={(shortage) => setWords({ ...words, shortage: shortage as typeof words.shortage })}
          >
            <Stack gap="xs" mt={4}>
              <Radio value="owe" label={t("mass.short.owe")} />
              <Radio value="forgive" label={t("mass.short.forgive")} />
              <Radio value="forbid" label={t("adjust.forbidUndo")} />
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
