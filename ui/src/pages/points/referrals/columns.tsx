/** How a referral looks in lists: who came, by whose code, and what came of it. */
import { Text } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { ReferralOut, WhoOut } from "../../../api/schema";
import type { Column } from "../../../parts/DataTable";
import { useFormats } from "../../../parts/Formats";
import { StateDot, type Tone } from "../../../parts/StateDot";
import { customerPath } from "../../customers/columns";

const TONES: Record<ReferralOut["state"], Tone> = {
  waiting: "busy",
  rewarded: "good",
  unrewarded: "off",
  refused: "off",
};

function Who({ who }: { who: WhoOut }) {
  const name = who.email ?? who.external_id ?? who.id;
  return (
    <Link to={customerPath(who.id)} className="plain-link break">
      {name}
    </Link>
  );
}

export function useReferralColumns(): Column<ReferralOut>[] {
  const { t } = useTranslation();
  const format = useFormats();
  return useMemo<Column<ReferralOut>[]>(
    () => [
      {
        id: "referred",
        header: t("referrals.referred"),
        cell: (row) => <Who who={row.referred} />,
      },
      {
        id: "referrer",
        header: t("referrals.referrer"),
        cell: (row) => (
          <>
            {row.referrer ? <Who who={row.referrer} /> : t("referrals.nobody")}
            <Text size="xs" c="dimmed">
              {t("referrals.byCode", { code: row.code })}
            </Text>
          </>
        ),
      },
      {
        id: "state",
        header: t("points.state"),
        cell: (row) => (
          <>
            <StateDot tone={TONES[row.state]} label={t(`referrals.state.${row.state}`)} />
            {(row.order || row.refused) && (
              <Text size="xs" c="dimmed" className="break">
                {row.order ? t("orders.one", { id: row.order }) : row.refused}
              </Text>
            )}
          </>
        ),
        below: "referred",
      },
      { id: "at", header: t("points.when"), cell: (row) => format.day(row.at), wide: true, width: 140 },
    ],
    [t, format],
  );
}
