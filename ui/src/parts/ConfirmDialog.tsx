/** A question that names what will happen to how many, before it happens. */
import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Modal } from "./Modal";
import { ErrorState } from "./states";

interface Props {
  open: boolean;
  title: string;
  children: ReactNode;
  /** The verb on the button. */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onCancel: () => void;
  cancel?: string;
  /** What is to be named is not known yet. */
  waits?: boolean;
  size?: string;
}

export function ConfirmDialog(props: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.open}
      onClose={props.onCancel}
      title={props.title}
      size={props.size}
      classNames={{ title: "panel-title" }}
    >
      <Stack>
        <div>{props.children}</div>
        {props.error ? <ErrorState error={props.error} what={t("problem.notDone")} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel} data-autofocus>
            {props.cancel ?? t("action.cancel")}
          </Button>
          <Button
            color={props.danger ? "red.8" : undefined}
            loading={props.busy}
            disabled={props.waits}
            onClick={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
