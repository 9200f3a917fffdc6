/** Asks before a correction or a transfer is undone, and what happens to points that are spent already. */
import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../api/queries";
import type { BesideOut, PostedOut, UndoPostingIn } from "../../api/schema";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";

interface Props {
  customer: string;
  correction: { key: string; points: number; beside: BesideOut | null };
  onClose: () => void;
}

export function UndoCorrection({ customer, correction, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [words, setWords] = useState<Required<UndoPostingIn>>({ reason: "", shortage: "owe" });
  const undo = useDeed<UndoPostingIn, PostedOut>({
    path: `/v1/points/transactions/${encodeURIComponent(correction.key)}/undo`,
    touches: [
      ["customer", customer],
      ...(correction.beside ? [["customer", correction.beside.id]] : []),
      ["programme"],
    ],
  });
  const went = correction.beside !== null;
  const given = !went && correction.points > 0;
  const count = Math.abs(correction.points);
  const amount = t("mass.points", { count, number: format.number(count) });
  const done = () => {
    notifications.show({ message: t(went ? "transfer.undone" : "adjust.undone") });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t(went ? "transfer.undo" : given ? "adjust.undoGiven" : "adjust.undoTaken", { amount })}
      confirm={t("adjust.undoDo")}
      danger={given || went}
      waits={words.reason.trim() === ""}
      busy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate({ ...words, reason: words.reason.trim() }, { onSuccess: done })}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t(went ? "transfer.undoText" : given ? "adjust.undoGivenText" : "adjust.undoTakenText")}</Text>
        <TextInput
          label={t("mass.undoReason")}
          description={t("adjust.reasonHint")}
          maxLength={200}
          value={words.reason}
          onChange={(event) => setWords({ ...words, reason: event.currentTarget.value })}
        />
        {(given || went) && (
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
