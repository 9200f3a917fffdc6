/** Sends the mail as it is shown to somebody of the team. */
import { useTranslation } from "react-i18next";
import { Modal } from "../../../../parts/Modal";
import { TestForm } from "./TestForm";
import type { Words } from "./words";

interface Props {
  words: Words;
  language: string | null;
  customer: string | null;
  newsletter: boolean;
  open: boolean;
  onClose: () => void;
}

export function TestDialog({ open, onClose, ...tested }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={open} onClose={onClose} title={t("mail.test")} classNames={{ title: "panel-title" }}>
      <TestForm {...tested} onClose={onClose} />
    </Modal>
  );
}
