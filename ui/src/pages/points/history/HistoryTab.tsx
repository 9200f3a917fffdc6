/** Every posting of the programme, the latest first, with its filters in the address and a file of the same. */
import { Button, Group } from "@mantine/core";
import { IconDownload, IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { withQuery } from "../../../api/client";
import { usePages, useProgramme } from "../../../api/queries";
import type { PostingOut } from "../../../api/schema";
import { DataTable } from "../../../parts/DataTable";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { useHistoryColumns } from "./columns";
import { FILTERS, Filters } from "./Filters";

export function HistoryTab() {
  const { t } = useTranslation();
  const mayExport = useMay("customers:read");
  const [read, write] = useAddress();
  const written = Object.fromEntries(FILTERS.map((name) => [name, read(name)]));
  // The address holds the id of a customer here, which may be another's in the shop.
  const asked = { ...written, customer: written.customer && `id:${written.customer}` };
  const pages = usePages<PostingOut>(["programme", "history"], "/v1/points/history", asked);
  const several = (useProgramme().data?.legal_entities.length ?? 0) > 1;
  const columns = useHistoryColumns(several);
  const isFiltered = FILTERS.some((name) => read(name));
  const clear = () => write(Object.fromEntries(FILTERS.map((name) => [name, null])));
  return (
    <>
      <Filters several={several} />
      <Group justify="space-between" mb="sm" mih={30}>
        {isFiltered ? (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={clear}>
            {t("action.clearFilters")}
          </Button>
        ) : (
          <span />
        )}
        {mayExport && (
          <Button
            component="a"
            href={withQuery("/v1/points/history/export", asked)}
            download
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={16} stroke={1.5} />}
          >
            {t("chart.csv")}
          </Button>
        )}
      </Group>
      <DataTable
        label={t("points.history")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.key}
        empty={
          <EmptyState
            icon={<IconHistory size={40} stroke={1.2} />}
            title={t(isFiltered ? "history.noneSo" : "history.none")}
            action={
              isFiltered && (
                <Button variant="default" onClick={clear}>
                  {t("action.clearFilters")}
                </Button>
              )
            }
          >
            {!isFiltered && t("history.noneText")}
          </EmptyState>
        }
      />
    </>
  );
}
