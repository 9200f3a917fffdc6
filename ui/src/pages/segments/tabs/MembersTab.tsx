/** Who is in a segment or was on a past day, since when, and for each the "why". */
import { Alert, Anchor, Group, Text } from "@mantine/core";
import { IconCalendar, IconUsersGroup } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { usePages } from "../../../api/queries";
import type { CustomerBrief, Member, Segment } from "../../../api/types";
import { localDay } from "../../../format/days";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Day, useFormats } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { customerColumns, customerPath } from "../../customers/columns";
import { WhyPanel } from "../WhyPanel";
import { DayPicker } from "./DayPicker";
import { ExportMenu } from "./ExportMenu";
import type { SegmentTabProps } from "./tabs";

/** What else an address says is not asked for. */
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function MembersTab({ id, segment }: SegmentTabProps) {
  const { t } = useTranslation();
  const [read, write] = useAddress();
  const search = read("search");
  const at = DAY.test(read("at")) ? read("at") : "";
  const [why, setWhy] = useState<CustomerBrief | null>(null);
  // It is being computed, or its members are about to be there.
  const isAwaited = !at && segment !== undefined && (segment.state === "computing" || segment.size > 0);
  const pages = usePages<Member>(
    ["segment", id, "members"],
    `/v1/segments/${encodeURIComponent(id)}/members`,
    { search, at },
    { refetchInterval: (rows) => (isAwaited && rows.length === 0 && !search ? 1_000 : false) },
  );
  // Nobody is kept of it; why is said above.
  const isBroken = pages.error instanceof Problem && pages.error.code === "segment.broken";
  const shown = isBroken ? { ...pages, rows: [], error: null, isPending: false } : pages;
  const isWaiting = isAwaited && !search && pages.rows?.length === 0;
  const mayRead = useMay("customers:read");
  // Why somebody is in is asked as of now, and says nothing of a past day.
  const columns = useColumns(at ? null : setWhy);
  return (
    <>
      <Group mb="sm" gap="xs">
        <SearchInput
          value={search}
          onSearch={(value) => write({ search: value })}
          placeholder={t("customers.searchHint")}
        />
        <DayPicker value={at} onChange={(day) => write({ at: day })} />
        {mayRead && (
          <Group ml="auto">
            <ExportMenu id={id} at={at} narrowed={search !== ""} />
          </Group>
        )}
      </Group>
      {at && <AsOf day={at} segment={segment} onNow={() => write({ at: null })} />}
      {isWaiting && (
        <Text size="sm" c="dimmed" mb="sm" role="status">
          {t("segments.membersAwaited")}
        </Text>
      )}
      <DataTable
        label={t("segments.members")}
        pages={isWaiting ? { ...pages, rows: undefined, isPending: true } : shown}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => customerPath(row.id)}
        empty={
          <EmptyState
            icon={<IconUsersGroup size={32} stroke={1.2} />}
            title={t(search ? "customers.noneFound" : at ? "members.nobodyThen" : "segments.noMembers")}
          >
            {search || at ? null : t(`segments.${nobodyIn(segment?.state)}`)}
          </EmptyState>
        }
      />
      <WhyPanel segment={why ? { id, name: segment?.name ?? "" } : null} customer={why} onClose={() => setWhy(null)} />
    </>
  );
}

interface AsOfProps {
  day: string;
  segment: Segment | undefined;
  onNow: () => void;
}

/** That this is the past, so that nobody takes it for today. */
function AsOf({ day, segment, onNow }: AsOfProps) {
  const { t } = useTranslation();
  const format = useFormats();
  const isEarlier = segment !== undefined && day < localDay(new Date(segment.created_at), format.zone);
  return (
    <Alert variant="light" color="gray" mb="sm" role="status" icon={<IconCalendar size={18} stroke={1.5} />}>
      <Text size="sm" fw={600} component="span">
        {t("members.asOf", { day: format.day(day) })}
      </Text>{" "}
      {isEarlier && t("members.earlier")} {t("members.restIsNow")}{" "}
      <Anchor component="button" type="button" size="sm" onClick={onNow}>
        {t("members.backToNow")}
      </Anchor>
    </Alert>
  );
}

function useColumns(onWhy: ((member: Member) => void) | null): Column<Member>[] {
  const { t } = useTranslation();
  const format = useFormats();
  return useMemo<Column<Member>[]>(
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
      ...(onWhy ? [whyColumn(t("why.button"), onWhy)] : []),
    ],
    [t, format.currency, onWhy],
  );
}

const whyColumn = (label: string, onWhy: (member: Member) => void): Column<Member> => ({
  id: "why",
  header: "",
  cell: (row) => (
    <Anchor component="button" type="button" size="sm" onClick={() => onWhy(row)}>
      {label}
    </Anchor>
  ),
  numeric: true,
  width: 60,
});

/** What an empty list of members is told as. */
function nobodyIn(state: string | undefined) {
  if (state === "archived") return "noMembersArchived";
  return state === "broken" ? "noMembersBroken" : "noMembersText";
}
