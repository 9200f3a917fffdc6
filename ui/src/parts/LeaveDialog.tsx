/** Asks before what was typed is left behind. */
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "./ConfirmDialog";
import type { useLeaving } from "./leaving";

interface Props {
  leaving: ReturnType<typeof useLeaving>;
  /** Whether a draft stays in this browser. */
  kept?: boolean;
}

export function LeaveDialog({ leaving, kept = false }: Props) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      open={leaving.asking}
      title={t("leave.title")}
      confirm={t("leave.leave")}
      cancel={t("leave.stay")}
      danger={!kept}
      onConfirm={leaving.leave}
      onCancel={leaving.stay}
    >
      {kept ? t("leave.textDraft") : t("leave.text")}
    </ConfirmDialog>
  );
}
