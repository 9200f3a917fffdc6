/** Asks before a mass transaction is undone as a whole, and what happens to points that are spent already. */
import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDeed } from "../../../api/queries";
import type { MassOut } from "../../../api/schema";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { useFormats } from "../../../parts/Formats";

interface Undoing {
  reason: string;
  shortage: "owe" | "forgive";
}

export function UndoDialog({ mass, onClose }: { mass: MassOut; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const [words, setWords] = useState<Undoing>({ reason: "", shortage: "owe" });
  const undo = useDeed<Undoing, MassOut>({
    path: `/v1/points/mass/${encodeURIComponent(mass.id)}/undo`,
    touches: [["mass"], ["jobs"], ["customer"], ["programme"]],
  });
  const given = mass.points > 0;
  const many = { count: mass.done, number: format.number(mass.done) };
  const moved = { count: Math.abs(mass.moved), number: format.number(Math.abs(mass.moved)) };
  const done = () => {
    notifications.show({ message: t("mass.undoBegun") });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t("mass.undoTitle", many)}
      confirm={t("mass.undoDo", many)}
      danger
      waits={words.reason.trim() === ""}
      busy={undo.isPending}
      error={undo.error}
      onConfirm={() => undo.mutate({ ...words, reason: words.reason.trim() }, { onSuccess: done })}
      onCancel={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          {mass.state === "running" ? `${t("mass.undoStops")} ` : ""}
          {t(given ? "mass.undoGiven" : "mass.undoTaken", moved)}
        </Text>
        <TextInput
          label={t("mass.undoReason")}
          description={t("mass.reasonHint")}
          maxLength={200}
          value={words.reason}
          onChange={(event) => setWords({ ...words, reason: event.currentTarget.value })}
        />
        {given && (
          <Radio.Group
            label={t("mass.undoShortage")}
            value={words.shortage}
            onChange={(shortage) => setWords({ ...words, shortage: shortage as Undoing["shortage"] })}
          >
            <Stack gap="xs" mt={4}>
              <Radio value="owe" label={t("mass.short.owe")} />
              <Radio value="forgive" label={t("mass.short.forgive")} />
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
