/** Above the tree: undo, redo, and what else can be done with the whole condition. */
import { ActionIcon, Group, Menu, Text, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconClipboardText,
  IconDots,
  IconKeyboard,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ConditionState } from "./useCondition";

export type Dialog = "paste" | "keys";

interface Props {
  state: ConditionState;
  onCopy: () => void;
  onDialog: (dialog: Dialog) => void;
}

export function Toolbar({ state, onCopy, onDialog }: Props) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" mb="xs">
      <Text size="xs" c="dimmed" visibleFrom="sm">
        {t("editor.hint")}
      </Text>
      <Group gap={4} ml="auto">
        <Tooltip label={`${t("editor.undo")} · Ctrl Z`}>
          <ActionIcon aria-label={t("editor.undo")} disabled={!state.canUndo} onClick={state.undo}>
            <IconArrowBackUp size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t("editor.redo")} · Ctrl Shift Z`}>
          <ActionIcon aria-label={t("editor.redo")} disabled={!state.canRedo} onClick={state.redo}>
            <IconArrowForwardUp size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("action.more")}>
              <IconDots size={18} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconClipboard size={16} stroke={1.5} />} onClick={onCopy}>
              {t("editor.copyAll")}
            </Menu.Item>
            <Menu.Item leftSection={<IconClipboardText size={16} stroke={1.5} />} onClick={() => onDialog("paste")}>
              {t("editor.paste")}
            </Menu.Item>
            <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.5} />} onClick={() => onDialog("keys")}>
              {t("editor.keys")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  );
}
