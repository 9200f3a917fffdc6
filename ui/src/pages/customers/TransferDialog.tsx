/** Lets points go from one customer to another, with the comment that both see. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { TransferIn, TransferOut } from "../../api/schema";
import type { Customer, CustomerBrief, Fault, Json } from "../../api/types";
import { EntityField } from "../../parts/EntityField";
import { SHOP } from "../../parts/entity";
import { useFormats } from "../../parts/Formats";
import { Modal } from "../../parts/Modal";
import { faultAt, wrongWith } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { NumberField } from "../../parts/TypedNumber";
import { CustomerSelect } from "./CustomerSelect";
import { shortNameOf } from "./columns";

const MOST = 1_000_000_000;
const SHOWN = ["/points", "/reason", "/legal_entity", "/taker"];

interface Props {
  customer: Customer;
  kind: string;
  onClose: () => void;
}

export function TransferDialog({ customer, kind, onClose }: Props) {
  const { t } = useTranslation();
  const title = t("transfer.title", { name: shortNameOf(customer) });
  return (
    <Modal opened onClose={onClose} title={title} classNames={{ title: "panel-title" }}>
      <TransferForm customer={customer} kind={kind} onClose={onClose} />
    </Modal>
  );
}

interface Words {
  taker: CustomerBrief | null;
  points: Json;
  reason: string;
  legal_entity: string;
}

function TransferForm({ customer, kind, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormats();
  const [words, keepWords] = useState<Words>({ taker: null, points: null, reason: "", legal_entity: SHOP });
  const transfer = useDeed<TransferIn, TransferOut>({
    path: "/v1/points/transfers",
    touches: [["customer", customer.id], ...(words.taker ? [["customer", words.taker.id]] : []), ["programme"]],
  });
  const set = (part: Partial<Words>) => {
    keepWords({ ...words, ...part });
    if (transfer.error) transfer.reset();
  };
  const faults: Fault[] = transfer.error instanceof Problem ? transfer.error.errors : [];
  const schema = { type: "integer", format: "points", minimum: 1, maximum: MOST };
  const isNumber = words.points !== null && wrongWith(words.points, schema, 0) === null;
  const taker = words.taker;
  const cant = taker?.id === customer.id ? "same" : taker?.guest ? "guest" : null;
  const ready =
    isNumber && taker !== null && cant === null && words.reason.trim() !== "" && words.legal_entity.trim() !== "";
  const count = isNumber ? Number(words.points) : 0;
  const amount = t("mass.points", { count, number: format.number(count) });
  const done = ({ taker: after }: TransferOut) => {
    const balance = t("mass.points", { count: after.available, number: format.number(after.available) });
    if (taker) notifications.show({ message: t("transfer.done", { name: shortNameOf(taker), balance }) });
    onClose();
  };
  const send = () => {
    if (!ready || transfer.isPending) return;
    const shared = {
      reason: words.reason.trim(),
      legal_entity: words.legal_entity.trim(),
      points: count,
      points_kind: kind,
    };
    transfer.mutate({ ...shared, giver: `id:${customer.id}`, taker: `id:${taker.id}` }, { onSuccess: done });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{t("transfer.text")}</Text>
        <CustomerSelect label={t("transfer.taker")} onChoose={(chosen) => set({ taker: chosen })} />
        {(cant || faultAt(faults, "/taker")) && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {cant ? t(`transfer.${cant}`) : faultAt(faults, "/taker")}
          </Text>
        )}
        <NumberField
          schema={schema}
          label={t("points.points")}
          width={150}
          value={words.points}
          required
          error={faultAt(faults, "/points")}
          pointer="/points"
          onChange={(points) => set({ points })}
        />
        <TextInput
          label={t("mass.reason")}
          description={t("transfer.reasonHint")}
          maxLength={200}
          value={words.reason}
          error={faultAt(faults, "/reason")}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <EntityField
          label={t("points.legalEntity")}
          value={words.legal_entity}
          error={faultAt(faults, "/legal_entity")}
          onChange={(legal_entity) => set({ legal_entity })}
        />
        {transfer.error && (
          <ErrorState error={transfer.error} what={t("problem.notDone")} atField={(at) => SHOWN.includes(at)} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={transfer.isPending} disabled={!ready}>
            {isNumber ? t("transfer.do", { amount }) : t("transfer.new")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
