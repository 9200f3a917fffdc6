/** The keys of the editor, in one list. */
import { Kbd, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Modal } from "../parts/Modal";

const KEYS = [
  ["↑ ↓", "walk"],
  ["Enter", "edit"],
  ["Esc", "leave"],
  ["Alt ↑ ↓", "move"],
  ["Alt →", "nest"],
  ["Alt ←", "unnest"],
  ["Del", "remove"],
  ["Ctrl D", "duplicate"],
  ["Ctrl C · X · V", "clipboard"],
  ["Ctrl Z", "undo"],
  ["Ctrl Shift Z", "redo"],
  ["Ctrl S", "save"],
] as const;

export function KeyboardHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={open} onClose={onClose} title={t("editor.keys")} classNames={{ title: "panel-title" }}>
      <Table withRowBorders={false}>
        <Table.Tbody>
          {KEYS.map(([keys, what]) => (
            <Table.Tr key={what}>
              <Table.Td w={150}>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{t(`keyboard.${what}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
