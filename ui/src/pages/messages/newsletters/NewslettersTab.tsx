/** Newsletters, the latest first: how far each has come. */
import { Button, Group } from "@mantine/core";
import { IconNews } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../../api/queries";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Num, When } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { StateDot } from "../../../parts/StateDot";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { NEWSLETTER_NEW, type Newsletter, newsletterPath, TONES } from "./reading";

export function NewslettersTab() {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [read, write] = useAddress();
  const search = read("search");
  const pages = usePages<Newsletter>(
    ["newsletters"],
    "/v1/newsletters",
    { search },
    { refetchInterval: (rows) => (rows.some((one) => TONES[one.state] === "busy") ? 3_000 : false) },
  );
  const columns = useColumns();
  return (
    <>
      <Group mb="md">
        <SearchInput
          value={search}
          onSearch={(next) => write({ search: next })}
          placeholder={t("newsletter.searchHint")}
        />
      </Group>
      <DataTable
        label={t("mail.tab.newsletters")}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        to={(one) => newsletterPath(one.id)}
        empty={
          search ? (
            <EmptyState title={t("newsletter.noneFound")} />
          ) : (
            <EmptyState
              icon={<IconNews size={40} stroke={1.2} />}
              title={t("newsletter.none")}
              action={
                may && (
                  <Button component={Link} to={NEWSLETTER_NEW}>
                    {t("newsletter.new")}
                  </Button>
                )
              }
            >
              {t("newsletter.noneText")}
            </EmptyState>
          )
        }
      />
    </>
  );
}

function useColumns(): Column<Newsletter>[] {
  const { t } = useTranslation();
  return useMemo<Column<Newsletter>[]>(
    () => [
      {
        id: "name",
        header: t("newsletter.name"),
        cell: (one) => (
          <Link to={newsletterPath(one.id)} className="plain-link break">
            {one.name}
          </Link>
        ),
      },
      {
        id: "state",
        header: t("outbox.state"),
        cell: (one) => (
          <StateDot tone={TONES[one.state]} label={t(`newsletter.state.${one.state}`)} hint={one.problem} />
        ),
        below: "name",
        width: 170,
      },
      {
        id: "at",
        header: t("outbox.at"),
        cell: (one) => <When value={one.begun_at ?? one.send_at ?? one.updated_at} />,
        below: "name",
        width: 200,
      },
      {
        id: "total",
        header: t("newsletter.audience"),
        cell: (one) => <Num value={one.total} />,
        numeric: true,
        width: 120,
      },
      {
        id: "sent",
        header: t("newsletter.sent"),
        cell: (one) => <Num value={one.begun_at ? sum(one, "sent") : null} />,
        numeric: true,
        wide: true,
        width: 100,
      },
      {
        id: "clicked",
        header: t("newsletter.clicked"),
        cell: (one) => <Num value={one.begun_at ? sum(one, "clicked") : null} />,
        numeric: true,
        wide: true,
        width: 110,
      },
    ],
    [t],
  );
}

export function sum(one: Newsletter, what: "sent" | "clicked" | "opened" | "blocked" | "bounced" | "left"): number {
  return (one.results ?? []).reduce((total, result) => total + result[what], 0);
}
