/** Moving a line or a group from its menu, for who has neither a mouse that drags nor a keyboard. */
import { Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconFolderMinus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useEditor } from "./EditorContext";
import { step, unnest } from "./tree";

export function MoveItems({ id }: { id: string }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const ways = [
    { to: step(editor.root, id, -1), label: t("editor.moveUp"), keys: "Alt ↑", Icon: IconArrowUp },
    { to: step(editor.root, id, 1), label: t("editor.moveDown"), keys: "Alt ↓", Icon: IconArrowDown },
    { to: unnest(editor.root, id), label: t("editor.moveOut"), keys: "Alt ←", Icon: IconFolderMinus },
  ];
  return ways
    .filter(({ to }) => to !== editor.root)
    .map(({ to, label, keys, Icon }) => (
      <Menu.Item
        key={keys}
        leftSection={<Icon size={16} stroke={1.5} />}
        rightSection={keys}
        onClick={() => {
          editor.apply(() => to);
          editor.focus(id);
        }}
      >
        {label}
      </Menu.Item>
    ));
}
