/** The secret of an endpoint, shown this once. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Webhook } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { Modal } from "../../../parts/Modal";
import { ShownOnce } from "../../../parts/ShownOnce";

export function MadeSecret({ of: one, onClose }: { of: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormats();
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={t("webhooks.secretTitle")}
      classNames={{ title: "panel-title" }}
    >
      <ShownOnce secret={one.secret ?? ""} text={t("webhooks.secretText")} kept={t("webhooks.kept")} onKept={onClose}>
        {one.old_secret_until && (
          <Text size="sm">{t("webhooks.secretRotated", { until: format.instant(one.old_secret_until) })}</Text>
        )}
      </ShownOnce>
    </Modal>
  );
}
