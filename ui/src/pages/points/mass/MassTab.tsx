/** All mass transactions, the latest first, each with how far it is. */
import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import type { MassOut } from "../../../api/schema";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Day, Num, useFormats } from "../../../parts/Formats";
import { StateDot } from "../../../parts/StateDot";
import { EmptyState } from "../../../parts/states";
import { useMay } from "../../../shell/SessionGate";
import { isMoving, massPath, progressOf, TONES } from "./words";

export const MASS_NEW = "/points/mass/new";

export function MassTab() {
  const { t } = useTranslation();
  const may = useMay("points:write");
  const pages = usePages<MassOut>(
    ["mass"],
    "/v1/points/mass",
    {},
    { refetchInterval: (rows) => (rows.some(isMoving) ? 2_000 : false) },
  );
  const columns = useColumns();
  return (
    <>
      <Text c="dimmed" mb="sm" maw={820}>
        {t("mass.text")}
      </Text>
      <DataTable
        label={t("mass.list")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => massPath(row.id)}
        empty={
          <EmptyState
            icon={<IconGift size={40} stroke={1.2} />}
            title={t("mass.none")}
            action={
              may && (
                <Button component={Link} to={MASS_NEW}>
                  {t("mass.new")}
                </Button>
              )
            }
          >
            {t("mass.noneText")}
          </EmptyState>
        }
      />
    </>
  );
}

/** Its state, and while it moves how far it is. */
export function MassState({ mass }: { mass: MassOut }) {
  const { t } = useTranslation();
  const [done, all] = progressOf(mass);
  return (
    <Stack gap={4} maw={160}>
      <StateDot tone={TONES[mass.state]} label={t(`mass.state.${mass.state}`)} />
      {isMoving(mass) && (
        <Progress value={all > 0 ? (done / all) * 100 : 0} size={4} aria-label={t("mass.progressLabel")} />
      )}
    </Stack>
  );
}

function useColumns(): Column<MassOut>[] {
  const { t } = useTranslation();
  const format = useFormats();
  return useMemo<Column<MassOut>[]>(
    () => [
      {
        id: "reason",
        header: t("mass.reason"),
        cell: (row) => (
          <Link to={massPath(row.id)} className="plain-link break">
            {row.reason}
          </Link>
        ),
      },
      {
        id: "when",
        header: t("points.when"),
        cell: (row) => <Day value={row.created_at} />,
        below: "reason",
        width: 130,
      },
      { id: "state", header: t("points.state"), cell: (row) => <MassState mass={row} />, width: 150, below: "reason" },
      {
        id: "points",
        header: t("mass.each"),
        cell: (row) => format.signed(row.points),
        numeric: true,
        width: 110,
      },
      {
        id: "customers",
        header: t("mass.customersHead"),
        cell: (row) => <Num value={row.customers} />,
        numeric: true,
        wide: true,
        width: 120,
      },
      {
        id: "moved",
        header: t("mass.moved"),
        cell: (row) => <Group justify="flex-end">{format.signed(row.moved)}</Group>,
        numeric: true,
        wide: true,
        width: 140,
      },
    ],
    [t, format],
  );
}
