/** Which of a customer's orders messages brought about. */
import { Stack, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePages } from "../../api/queries";
import type { CustomerConversionOut } from "../../api/schema";
import { type Column, DataTable } from "../../parts/DataTable";
import { Money, When } from "../../parts/Formats";
import { EmptyState } from "../../parts/states";
import { MessagePanel } from "../messages/log/MessagePanel";

export function CustomerConversions({ id }: { id: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const path = `/v1/customers/${encodeURIComponent(id)}/conversions`;
  const pages = usePages<CustomerConversionOut>(["customer", id, "conversions"], path, {});
  const columns = useMemo<Column<CustomerConversionOut>[]>(
    () => [
      { id: "order", header: t("results.order"), cell: (one) => <span className="break">{one.order ?? "–"}</span> },
      {
        id: "subject",
        header: t("outbox.subject"),
        cell: (one) => <span className="break">{one.subject || t("outbox.noSubject")}</span>,
        below: "order",
      },
      {
        id: "source",
        header: t("outbox.source"),
        cell: (one) => <span className="break">{one.source_name ?? one.source_id}</span>,
        wide: true,
      },
      { id: "touched", header: t("results.touchedAt"), cell: (one) => <When value={one.touched_at} />, wide: true },
      { id: "placed", header: t("results.placedAt"), cell: (one) => <When value={one.placed_at} />, below: "order" },
      { id: "revenue", header: t("results.revenue"), cell: (one) => <Money value={one.revenue} />, numeric: true },
    ],
    [t],
  );
  return (
    <Stack gap="xs" component="section" aria-label={t("results.ofCustomer")}>
      <div>
        <Title order={3}>{t("results.ofCustomer")}</Title>
        <Text size="sm" c="dimmed">
          {t("results.ofCustomerText")}
        </Text>
      </div>
      <DataTable
        label={t("results.ofCustomer")}
        pages={pages}
        columns={columns}
        rowKey={(one) => `${one.message} ${one.order}`}
        onRow={(one) => setOpen(one.message)}
        empty={<EmptyState title={t("results.ofCustomerNone")} />}
      />
      <MessagePanel id={open} onClose={() => setOpen(null)} />
    </Stack>
  );
}
