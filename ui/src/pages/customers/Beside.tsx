/** The other customer of a transfer, with a link to what they have. */
import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { BesideOut } from "../../api/schema";
import { customerPath } from "./columns";

export function Beside({ of: { id, external_id, way } }: { of: BesideOut }) {
  const { t } = useTranslation();
  return (
    <Anchor
      component={Link}
      to={`${customerPath(id)}?tab=points`}
      size="xs"
      c="dimmed"
      underline="always"
      className="break"
    >
      {t(`transfer.${way}`, { name: external_id ?? id })}
    </Anchor>
  );
}
