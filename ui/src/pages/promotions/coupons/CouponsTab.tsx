/** The codes of a promotion: the batches in which they were made, and every code with what became of it. */
import { ActionIcon, Button, Group, Select, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconDownload, IconPlus, IconTicket } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../../api/client";
import { usePages } from "../../../api/queries";
import type { BatchOut, CouponOut, PromotionOut } from "../../../api/schema";
import { type Column, DataTable } from "../../../parts/DataTable";
import { Day, Num } from "../../../parts/Formats";
import { SearchInput } from "../../../parts/SearchInput";
import { EmptyState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";
import { BatchDialog } from "./BatchDialog";
import { useCouponColumns } from "./columns";
import { WithdrawDialog } from "./WithdrawDialog";

export function CouponsTab({ promotion }: { promotion: PromotionOut }) {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const [making, setMaking] = useState(false);
  const batches = useQuery({
    queryKey: ["coupon-batches", promotion.id],
    queryFn: () => ask<BatchOut[]>(`/v1/promotions/${encodeURIComponent(promotion.id)}/coupon-batches`),
  });
  const make = may && (
    <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setMaking(true)}>
      {t("coupon.new")}
    </Button>
  );
  const columns = useBatchColumns();
  return (
    <Stack gap="lg">
      <div>
        <Group justify="space-between" align="flex-end" mb="xs">
          <div>
            <Title order={2}>{t("coupon.batches")}</Title>
            <Text size="sm" c="dimmed">
              {t("coupon.batchesText")}
            </Text>
          </div>
          {batches.data && batches.data.length > 0 && make}
        </Group>
        <DataTable
          label={t("coupon.batches")}
          pages={{
            rows: batches.data,
            error: batches.error,
            isPending: batches.isPending,
            refetch: () => batches.refetch(),
          }}
          columns={columns}
          rowKey={(row) => row.id}
          empty={
            <EmptyState icon={<IconTicket size={40} stroke={1.2} />} title={t("coupon.noBatches")} action={make}>
              {t("coupon.noBatchesText")}
            </EmptyState>
          }
        />
      </div>
      <Codes promotion={promotion} batches={batches.data ?? []} />
      {making && <BatchDialog promotion={promotion.id} onClose={() => setMaking(false)} />}
    </Stack>
  );
}

function useBatchColumns(): Column<BatchOut>[] {
  const { t } = useTranslation();
  return useMemo<Column<BatchOut>[]>(
    () => [
      {
        id: "name",
        header: t("coupon.batch"),
        cell: (row) => (
          <>
            <Text fw={500} className="words">
              {row.name}
            </Text>
            {row.format === null && (
              <Text size="xs" c="dimmed">
                {t("coupon.broughtIn")}
              </Text>
            )}
          </>
        ),
      },
      { id: "size", header: t("coupon.codes"), cell: (row) => <Num value={row.size} />, numeric: true, width: 76 },
      { id: "used", header: t("coupon.used"), cell: (row) => <Num value={row.used} />, numeric: true, width: 76 },
      { id: "at", header: t("coupon.madeAt"), cell: (row) => <Day value={row.created_at} />, wide: true, width: 150 },
      {
        id: "file",
        header: "",
        cell: (row) => (
          <Tooltip label="CSV">
            <ActionIcon
              component="a"
              href={`/v1/coupon-batches/${encodeURIComponent(row.id)}/codes.csv`}
              download
              aria-label={t("coupon.downloadOf", { name: row.name })}
            >
              <IconDownload size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        ),
        width: 52,
      },
    ],
    [t],
  );
}

interface CodesProps {
  promotion: PromotionOut;
  batches: BatchOut[];
}

function Codes({ promotion, batches }: CodesProps) {
  const { t } = useTranslation();
  const may = useMay("promotions:write");
  const [read, write] = useAddress();
  const [search, batch] = [read("search"), read("batch")];
  const pages = usePages<CouponOut>(["coupons"], "/v1/coupons", { promotion: promotion.id, batch, search });
  const [withdrawing, setWithdrawing] = useState<CouponOut | null>(null);
  const columns = useCouponColumns({ onWithdraw: may ? setWithdrawing : undefined, whose: true });
  const narrowed = search !== "" || batch !== "";
  // Before any code is there, one place that says so is enough.
  if (!narrowed && pages.rows?.length === 0 && batches.length === 0) return null;
  return (
    <div>
      <Title order={2} mb="xs">
        {t("coupon.list")}
      </Title>
      <Group gap="sm" mb="sm">
        <SearchInput
          value={search}
          onSearch={(value) => write({ search: value })}
          placeholder={t("coupon.searchHint")}
        />
        {batches.length > 1 && (
          <Select
            clearable
            w={{ base: "100%", xs: 240 }}
            aria-label={t("coupon.batch")}
            placeholder={t("coupon.anyBatch")}
            data={batches.map((one) => ({ value: one.id, label: one.name }))}
            value={batch || null}
            onChange={(value) => write({ batch: value })}
          />
        )}
      </Group>
      <DataTable
        label={t("coupon.list")}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={t(narrowed ? "coupon.noneFound" : "coupon.none")}
            action={
              narrowed && (
                <Button variant="default" onClick={() => write({ search: null, batch: null })}>
                  {t("action.clearFilters")}
                </Button>
              )
            }
          />
        }
      />
      {withdrawing && <WithdrawDialog coupon={withdrawing} onClose={() => setWithdrawing(null)} />}
    </div>
  );
}
