/** Addresses that nothing is sent to: why, since when, and letting one go. */
import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconMailOff, IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../../api/client";
import { useDeed, usePages } from "../../../api/queries";
import type { SuppressionOut } from "../../../api/schema";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { type Column, DataTable } from "../../../parts/DataTable";
import { When } from "../../../parts/Formats";
import { Modal } from "../../../parts/Modal";
import { SearchInput } from "../../../parts/SearchInput";
import { StateDot } from "../../../parts/StateDot";
import { faultAt } from "../../../parts/schema";
import { EmptyState, ErrorState } from "../../../parts/states";
import { useAddress } from "../../../parts/useAddress";
import { useMay } from "../../../shell/SessionGate";

const REASONS = ["bounced", "complained", "by_hand"] as const;
const touches = [["suppressions"], ["messages"]];

export function SuppressionsTab() {
  const { t } = useTranslation();
  const may = useMay("messages:write");
  const [read, write] = useAddress();
  const [adding, setAdding] = useState(false);
  const [letting, setLetting] = useState<SuppressionOut | null>(null);
  const asked = { search: read("search"), reason: read("reason") };
  const pages = usePages<SuppressionOut>(["suppressions"], "/v1/suppressions", asked);
  const columns = useColumns(may, setLetting);
  const isFiltered = Boolean(asked.search || asked.reason);
  return (
    <>
      <Group gap="sm" mb="md">
        <SearchInput
          value={asked.search}
          onSearch={(search) => write({ search })}
          placeholder={t("outbox.searchAddress")}
        />
        <Select
          clearable
          w={{ base: "100%", xs: 220 }}
          aria-label={t("outbox.reason")}
          placeholder={t("outbox.anyReason")}
          data={REASONS.map((value) => ({ value, label: t(`outbox.suppressed.${value}`) }))}
          value={REASONS.find((one) => one === asked.reason) ?? null}
          onChange={(reason) => write({ reason })}
          clearButtonProps={{ "aria-label": t("action.clear") }}
        />
        {may && (
          <Button
            variant="default"
            ml="auto"
            leftSection={<IconPlus size={18} stroke={1.5} />}
            onClick={() => setAdding(true)}
          >
            {t("outbox.suppress")}
          </Button>
        )}
      </Group>
      <DataTable
        label={t("mail.tab.suppressions")}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.address}
        empty={
          <EmptyState
            icon={<IconMailOff size={40} stroke={1.2} />}
            title={t(isFiltered ? "outbox.noneFound" : "outbox.noneSuppressed")}
          >
            {!isFiltered && t("outbox.noneSuppressedText")}
          </EmptyState>
        }
      />
      {adding && <Adding onClose={() => setAdding(false)} />}
      {letting && <LettingGo of={letting} onClose={() => setLetting(null)} />}
    </>
  );
}

function useColumns(may: boolean, onLetGo: (one: SuppressionOut) => void): Column<SuppressionOut>[] {
  const { t } = useTranslation();
  return useMemo<Column<SuppressionOut>[]>(
    () => [
      { id: "address", header: t("outbox.address"), cell: (one) => <span className="break">{one.address}</span> },
      {
        id: "reason",
        header: t("outbox.reason"),
        cell: (one) => (
          <>
            <StateDot
              tone={one.reason === "by_hand" ? "off" : "bad"}
              label={t(`outbox.suppressed.${one.reason as "bounced"}`)}
            />
            <Text size="xs" c="dimmed" className="break">
              {one.detail}
            </Text>
          </>
        ),
        below: "address",
      },
      { id: "at", header: t("outbox.since"), cell: (one) => <When value={one.at} />, below: "address", width: 200 },
      ...(may
        ? [
            {
              id: "act",
              header: "",
              cell: (one: SuppressionOut) => (
                <Button variant="subtle" size="compact-sm" onClick={() => onLetGo(one)}>
                  {t("outbox.letGo")}
                </Button>
              ),
              width: 160,
            },
          ]
        : []),
    ],
    [t, may, onLetGo],
  );
}

function Adding({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const [note, setNote] = useState("");
  const add = useDeed<{ address: string; note: string }, SuppressionOut>({ path: "/v1/suppressions", touches });
  const faults = add.error instanceof Problem ? add.error.errors : [];
  return (
    <Modal opened onClose={onClose} title={t("outbox.suppress")} classNames={{ title: "panel-title" }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim()) add.mutate({ address: address.trim(), note: note.trim() }, { onSuccess: onClose });
        }}
      >
        <Stack>
          {add.error && (
            <ErrorState error={add.error} what={t("problem.notSaved")} atField={(pointer) => pointer === "/address"} />
          )}
          <TextInput
            label={t("outbox.address")}
            type="email"
            value={address}
            error={faultAt(faults, "/address")}
            onChange={(event) => setAddress(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={t("outbox.note")}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={!address.trim()}>
              {t("outbox.suppress")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function LettingGo({ of, onClose }: { of: SuppressionOut; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeed<null, void>({
    path: `/v1/suppressions/${encodeURIComponent(of.address)}`,
    method: "DELETE",
    touches,
  });
  return (
    <ConfirmDialog
      open
      title={t("outbox.letGoTitle")}
      confirm={t("outbox.letGo")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(null, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {t("outbox.letGoText", { address: of.address })}
    </ConfirmDialog>
  );
}
