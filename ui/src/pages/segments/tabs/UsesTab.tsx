/** What names a segment and so follows it: other segments, earning rules. */
import { Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSegmentUses } from "../../../api/queries";
import type { UseOut } from "../../../api/schema";
import { type Column, DataTable } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/states";
import { segmentPath } from "../state";
import { pathOfUse } from "../uses";
import type { SegmentTabProps } from "./tabs";

export function UsesTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useSegmentUses(id);
  const columns = useMemo<Column<UseOut>[]>(
    () => [
      {
        id: "name",
        header: t("uses.name"),
        cell: (use) => {
          const path = pathOfUse(use);
          return path ? (
            <Link to={path} className="plain-link break">
              {use.name}
            </Link>
          ) : (
            <span className="break">{use.name}</span>
          );
        },
      },
      {
        id: "kind",
        header: t("uses.kind"),
        cell: (use) => t(`uses.kinds.${use.kind}` as "uses.kinds.segment", { defaultValue: use.kind }),
        width: 180,
      },
      {
        id: "where",
        header: t("uses.where"),
        cell: (use) => t(`uses.places.${use.where}` as "uses.places.condition", { defaultValue: use.where }),
        width: 240,
        below: "name",
      },
    ],
    [t],
  );
  return (
    <>
      {data && data.length > 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {t("uses.text")}
        </Text>
      )}
      <DataTable
        label={t("uses.title")}
        pages={{ rows: data, error, isPending, refetch }}
        columns={columns}
        rowKey={(use) => `${use.kind} ${use.id} ${use.where}`}
        to={(use) => pathOfUse(use) ?? segmentPath(id)}
        empty={
          <EmptyState icon={<IconLink size={32} stroke={1.2} />} title={t("uses.none")}>
            {segment?.state === "archived" ? null : t("uses.noneText")}
          </EmptyState>
        }
      />
    </>
  );
}
