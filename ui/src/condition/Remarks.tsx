/** What is to be said of a node, right at it: a fault in words, or how many customers have no value. */
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./Editor.module.css";
import { useEditor } from "./EditorContext";

export function Remarks({ id, empty = false }: { id: string; empty?: boolean }) {
  const { t } = useTranslation();
  const { remarks } = useEditor();
  const found = remarks.get(id) ?? [];
  return (
    <>
      {found.map((remark) => (
        <Text
          key={remark.kind + remark.text}
          size="xs"
          c={remark.kind === "fault" ? "red" : "dimmed"}
          className={classes.remark}
          role={remark.kind === "fault" ? "alert" : undefined}
        >
          {remark.text}
        </Text>
      ))}
      {empty && (
        <Text size="xs" c="dimmed" className={classes.remark}>
          {t("editor.emptyGroup")}
        </Text>
      )}
    </>
  );
}
