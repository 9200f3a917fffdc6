/** Looks into one thing without losing the list behind it. */
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  size?: number;
}

export function SidePanel({ open, onClose, title, children, size = 480 }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={open}
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      overlayProps={{ backgroundOpacity: 0.15 }}
      closeButtonProps={{ "aria-label": t("action.close") }}
      classNames={{ title: "panel-title" }}
    >
      {children}
    </Drawer>
  );
}
