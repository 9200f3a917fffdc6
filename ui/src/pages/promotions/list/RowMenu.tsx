/** What can be done with a promotion without opening it: publish, pause, end. */
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PromotionOut } from "../../../api/schema";
import { LifeItems, useLife } from "../life";

export function RowMenu({ promotion }: { promotion: PromotionOut }) {
  const { t } = useTranslation();
  const life = useLife(promotion);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon loading={life.busy} aria-label={t("promo.actionsOf", { name: promotion.name })}>
            <IconDots size={18} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <LifeItems life={life} />
        </Menu.Dropdown>
      </Menu>
      {life.question}
    </>
  );
}
