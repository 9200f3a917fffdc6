/** What a segment is asked before it is archived, and before it is kept again. */
import { Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { RestoreIn } from "../../api/schema";
import type { Segment } from "../../api/types";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useFormats } from "../../parts/Formats";
import { faultAt } from "../../parts/schema";

export function ArchiveDialog({ segment, open, onClose }: { segment: Segment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  const archive = useDeed<null, Segment>({
    path: `/v1/segments/${encodeURIComponent(segment.id)}/archive`,
    touches: [["segments"], ["segment"], ["overview"]],
  });
  const done = () => {
    onClose();
    notifications.show({ message: t("segments.archived", { name: segment.name }) });
  };
  return (
    <ConfirmDialog
      open={open}
      title={t("segments.archiveTitle", { name: segment.name })}
      confirm={t("segments.archive")}
      danger
      busy={archive.isPending}
      error={archive.error}
      onConfirm={() => archive.mutate(null, { onSuccess: done })}
      onCancel={onClose}
    >
      {t("segments.archiveText", { count: segment.size, number: format.number(segment.size) })}{" "}
      {segment.actions?.group && t("segments.archiveGroup", { group: segment.actions.group })}
    </ConfirmDialog>
  );
}

/** Another may have taken its name meanwhile: then it asks for another one. */
export function RestoreDialog({ segment, open, onClose }: { segment: Segment; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  const restore = useDeed<RestoreIn, Segment>({
    path: `/v1/segments/${encodeURIComponent(segment.id)}/restore`,
    touches: [["segments"], ["segment"], ["overview"]],
  });
  const taken = restore.error instanceof Problem && restore.error.code === "name_taken";
  const called = name ?? segment.name;
  const close = () => {
    setName(null);
    restore.reset();
    onClose();
  };
  const submit = () =>
    restore.mutate(called === segment.name ? {} : { name: called.trim() }, {
      onSuccess: (kept) => {
        close();
        notifications.show({ message: t("segments.restored", { name: kept.name }) });
      },
      onError: (error) => {
        if (error instanceof Problem && error.code === "name_taken") setName(called);
      },
    });
  return (
    <ConfirmDialog
      open={open}
      title={t("segments.restoreTitle", { name: segment.name })}
      confirm={t("segments.restore")}
      busy={restore.isPending}
      waits={name !== null && !name.trim()}
      error={taken ? null : restore.error}
      onConfirm={submit}
      onCancel={close}
    >
      <Stack gap="sm">
        {t("segments.restoreText")}
        {name !== null && (
          <TextInput
            label={t("segments.restoreName")}
            description={t("segments.restoreNameHint")}
            value={name}
            maxLength={200}
            error={taken && restore.error instanceof Problem ? faultAt(restore.error.errors, "/name") : undefined}
            onChange={(event) => {
              setName(event.currentTarget.value);
              if (taken) restore.reset();
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && name.trim() && !restore.isPending) submit();
            }}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
