/** A group as a card: "all / any / none of the following", its children a line each. */
import { ActionIcon, Button, Group, Menu, Select, Text } from "@mantine/core";
import { IconDots, IconFolderPlus, IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useDragging, useDropping } from "./dragging";
import classes from "./Editor.module.css";
import { useEditor } from "./EditorContext";
import { MoveItems } from "./MoveItems";
import { type GroupNode, group, MODES, type Mode, test } from "./model";
import { Remarks } from "./Remarks";
import { TestLine } from "./TestLine";
import { change, insert, move, remove } from "./tree";
import type { Scope } from "./vocabulary";

interface Props {
  node: GroupNode;
  scope: Scope;
  isRoot?: boolean;
  /** The tree of a `where`. */
  isWhere?: boolean;
  onRemoveWhere?: () => void;
}

export function GroupCard({ node, scope, isRoot = false, isWhere = false, onRemoveWhere }: Props) {
  const { t } = useTranslation();
  const editor = useEditor();
  const fixed = isRoot || isWhere;
  const drop = useDropping(node.id, "into");
  const add = (what: "line" | "group") => {
    const line = test();
    const child = what === "line" ? line : group(node.mode === "any" ? "all" : "any", [line]);
    editor.apply((root) => insert(root, node.id, node.children.length, child));
    editor.focus(line.id, true);
  };
  return (
    <section className={classes.card} data-where={isWhere || undefined} data-root={isRoot || undefined} {...drop.zone}>
      <GroupHead
        node={node}
        isRoot={isRoot}
        isWhere={isWhere}
        over={drop.over !== null}
        onRemoveWhere={onRemoveWhere}
      />
      <Remarks id={node.id} empty={!fixed && node.children.length === 0} />
      <div className={classes.children}>
        {node.children.map((child, index) => (
          <div key={child.id} className={classes.child}>
            {index > 0 && <span className={classes.joint}>{t(`joint.${node.mode}`)}</span>}
            {child.kind === "group" ? (
              <GroupCard node={child} scope={scope} />
            ) : (
              <TestLine
                node={child}
                scope={scope}
                onDropAt={(id, after) => editor.apply((root) => move(root, id, node.id, index + (after ? 1 : 0)))}
              />
            )}
          </div>
        ))}
      </div>
      <Group gap={4} className={classes.adders}>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={16} stroke={1.5} />}
          data-adder={isRoot || undefined}
          onClick={() => add("line")}
        >
          {isWhere ? t("editor.addWhere") : t("editor.addLine")}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconFolderPlus size={16} stroke={1.5} />}
          onClick={() => add("group")}
        >
          {t("editor.addGroup")}
        </Button>
      </Group>
    </section>
  );
}

interface HeadProps {
  node: GroupNode;
  isRoot: boolean;
  isWhere: boolean;
  /** Something is being dragged over the group. */
  over: boolean;
  onRemoveWhere?: () => void;
}

function GroupHead({ node, isRoot, isWhere, over, onRemoveWhere }: HeadProps) {
  const { t } = useTranslation();
  const editor = useEditor();
  const drag = useDragging(node.id);
  const fixed = isRoot || isWhere;
  const setMode = (mode: string | null) =>
    mode && editor.apply((root) => change(root, node.id, (found) => ({ ...(found as GroupNode), mode: mode as Mode })));
  return (
    // biome-ignore lint/a11y/useSemanticElements: it names the lines below it, and can have the focus
    <div
      className={classes.head}
      role="group"
      aria-label={t(`mode.${node.mode}`)}
      tabIndex={editor.selected === node.id || (isRoot && !editor.selected) ? 0 : -1}
      data-node={node.id}
      data-over={over || undefined}
      onFocus={() => editor.select(node.id)}
    >
      {!fixed && (
        <span className={classes.grip} {...drag} title={t("editor.drag")}>
          <IconGripVertical size={16} stroke={1.5} />
        </span>
      )}
      {isWhere && (
        <Text size="sm" c="dimmed">
          {t("editor.where")}
        </Text>
      )}
      <Select
        size="xs"
        w={112}
        allowDeselect={false}
        aria-label={t("mode.label")}
        data={MODES.map((mode) => ({ value: mode, label: t(`mode.word.${mode}`) }))}
        value={node.mode}
        onChange={setMode}
        classNames={{ input: classes.modeInput }}
      />
      <Text size="sm" c="dimmed">
        {isWhere ? t("mode.afterWhere") : t("mode.after")}
      </Text>
      <Group gap={0} ml="auto">
        {!fixed && <GroupMenu id={node.id} />}
        {isWhere && (
          <ActionIcon aria-label={t("editor.removeWhere")} onClick={onRemoveWhere}>
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        )}
      </Group>
    </div>
  );
}

function GroupMenu({ id }: { id: string }) {
  const { t } = useTranslation();
  const editor = useEditor();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("action.more")}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => editor.apply((root) => change(root, id, (found) => (found as GroupNode).children))}>
          {t("editor.ungroup")}
        </Menu.Item>
        <MoveItems id={id} />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} stroke={1.5} />}
          onClick={() => editor.apply((root) => remove(root, id))}
        >
          {t("editor.removeGroup")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
