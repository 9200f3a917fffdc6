/** The secret of an endpoint, shown this once. */
import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Webhook } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { Modal } from "../../../parts/Modal";

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
      <Stack>
        <Text size="sm">{t("webhooks.secretText")}</Text>
        <Code block className="break">
          {one.secret}
        </Code>
        {one.old_secret_until && (
          <Text size="sm">{t("webhooks.secretRotated", { until: format.instant(one.old_secret_until) })}</Text>
        )}
        <Group justify="flex-end" gap="xs">
          <CopyButton value={one.secret ?? ""}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? t("action.copied") : t("action.copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t("webhooks.kept")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
