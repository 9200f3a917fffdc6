/** Everybody the shop knows, to be found in seconds. */
import { Button, Group, Select } from "@mantine/core";
import { IconUpload, IconUsers } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePages } from "../../api/queries";
import type { CustomerBrief, Segment } from "../../api/types";
import { DataTable } from "../../parts/DataTable";
import { useFormats } from "../../parts/Formats";
import { PageHead } from "../../parts/PageHead";
import { SearchInput } from "../../parts/SearchInput";
import { EmptyState } from "../../parts/states";
import { useAddress } from "../../parts/useAddress";
import { useMay } from "../../shell/SessionGate";
import { customerColumns, customerPath } from "./columns";

export function Component() {
  const { t } = useTranslation();
  const format = useFormats();
  const may = useMay("imports:write");
  const [read, write] = useAddress();
  const search = read("search");
  const segment = read("segment");
  const pages = usePages<CustomerBrief>(["customers"], "/v1/customers", { search, segment });
  const segments = usePages<Segment>(["segments"], "/v1/segments");
  const columns = useMemo(() => customerColumns<CustomerBrief>(t, format.currency), [t, format.currency]);
  const filtered = Boolean(search || segment);
  return (
    <>
      <PageHead
        title={t("place.customers")}
        actions={
          may && (
            <Button
              component={Link}
              to="/settings/import"
              variant="default"
              leftSection={<IconUpload size={18} stroke={1.5} />}
            >
              {t("imports.start")}
            </Button>
          )
        }
      >
        {t("customers.text")}
      </PageHead>
      <Group gap="xs" mb="sm">
        <SearchInput
          value={search}
          onSearch={(value) => write({ search: value })}
          placeholder={t("customers.searchHint")}
        />
        <Select
          clearable
          searchable
          w={{ base: "100%", xs: 240 }}
          aria-label={t("customers.inSegment")}
          placeholder={t("customers.inSegment")}
          data={(segments.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
          value={segment || null}
          onChange={(value) => write({ segment: value })}
        />
      </Group>
      <DataTable
        label={t("place.customers")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        to={(row) => customerPath(row.id)}
        empty={
          filtered ? (
            <EmptyState
              title={t("customers.noneFound")}
              action={
                <Button variant="default" onClick={() => write({ search: null, segment: null })}>
                  {t("action.clearFilters")}
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<IconUsers size={40} stroke={1.2} />}
              title={t("customers.emptyTitle")}
              action={
                may && (
                  <Button component={Link} to="/settings/import">
                    {t("imports.start")}
                  </Button>
                )
              }
            >
              {t("customers.emptyText")}
            </EmptyState>
          )
        }
      />
    </>
  );
}
