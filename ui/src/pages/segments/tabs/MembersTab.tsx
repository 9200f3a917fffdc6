/** Who is in a segment, since when, and for each the "why". */
import { Anchor, Group, Text } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../../api/queries";
import type { CustomerBrief, Member } from "../../../api/types";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Day, useFormats } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { customerColumns, customerPath } from "../../customers/columns";
import { WhyPanel } from "../WhyPanel";
import type { SegmentTabProps } from "./tabs";

export function MembersTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const [read, write] = useAddress();
  const search = read("search");
  const [why, setWhy] = useState<CustomerBrief | null>(null);
  // It is being computed, or its members are about to be there.
  const isAwaited = segment !== undefined && (segment.state === "computing" || segment.size > 0);
  const pages = usePages<Member>(
    ["segment", id, "members"],
    `/v1/segments/${encodeURIComponent(id)}/members`,
    { search },
    { refetchInterval: (rows) => (isAwaited && rows.length === 0 && !search ? 1_000 : false) },
  );
  const isWaiting = isAwaited && !search && pages.rows?.length === 0;
  const columns = useMemo<Column<Member>[]>(
    () => [
      ...customerColumns<Member>(t, format.currency).filter(
        (column) => column.id !== "group" && column.id !== "points",
      ),
      {
        id: "entered",
        header: t("segments.enteredAt"),
        cell: (row) => <Day value={row.entered_at} />,
        numeric: true,
        wide: true,
      },
      {
        id: "why",
        header: "",
        cell: (row) => (
          <Anchor component="button" type="button" size="sm" onClick={() => setWhy(row)}>
            {t("why.button")}
          </Anchor>
        ),
        numeric: true,
        width: 60,
      },
    ],
    [t, format.currency],
  );
  return (
    <>
      <Group mb="sm">
        <SearchInput
          value={search}
          onSearch={(value) => write({ search: value })}
          placeholder={t("customers.searchHint")}
        />
      </Group>
      {isWaiting && (
        <Text size="sm" c="dimmed" mb="sm" role="status">
          {t("segments.membersAwaited")}
        </Text>
      )}
      <DataTable
        label={t("segments.members")}
        pages={isWaiting ? { ...pages, rows: undefined, isPending: true } : pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => customerPath(row.id)}
        empty={
          <EmptyState
            icon={<IconUsersGroup size={32} stroke={1.2} />}
            title={search ? t("customers.noneFound") : t("segments.noMembers")}
          >
            {search ? null : t("segments.noMembersText")}
          </EmptyState>
        }
      />
      <WhyPanel segment={why ? { id, name: segment?.name ?? "" } : null} customer={why} onClose={() => setWhy(null)} />
    </>
  );
}
