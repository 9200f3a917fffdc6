/** Gives a customer points by hand, or takes some, with the comment that the customer sees. */
import { Button, Group, Radio, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { useDeed } from "../../api/queries";
import type { AdjustmentIn, PostedOut } from "../../api/schema";
import type { Fault, Json } from "../../api/types";
import { EntityField } from "../../parts/EntityField";
import { SHOP } from "../../parts/entity";
import { useFormats } from "../../parts/Formats";
import { type Lifetime, LifetimeInput } from "../../parts/LifetimeInput";
import { Modal } from "../../parts/Modal";
import { FIRST_KIND, PointsKindSelect, useOpenKinds } from "../../parts/PointsKindSelect";
import { faultAt, wrongWith } from "../../parts/schema";
import { ErrorState } from "../../parts/states";
import { NumberField } from "../../parts/TypedNumber";

const POINTS = { type: "integer", format: "points", minimum: 1, maximum: 1_000_000_000 };
const SHOWN = ["/points", "/reason", "/legal_entity"];

interface Props {
  id: string;
  name: string;
  kind: string;
  onClose: () => void;
}

export function AdjustDialog({ id, name, kind, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("adjust.title", { name })} classNames={{ title: "panel-title" }}>
      <AdjustForm id={id} kind={kind} onClose={onClose} />
    </Modal>
  );
}

interface Words {
  direction: "give" | "take";
  points: Json;
  reason: string;
  lifetime: Lifetime;
  shortage: NonNullable<AdjustmentIn["shortage"]>;
  legal_entity: string;
  points_kind: string;
}

const EMPTY: Words = {
  direction: "give",
  points: null,
  reason: "",
  lifetime: null,
  shortage: "forbid",
  legal_entity: SHOP,
  points_kind: FIRST_KIND,
};

function bodyOf(words: Words): AdjustmentIn {
  const gives = words.direction === "give";
  const shared = {
    reason: words.reason.trim(),
    legal_entity: words.legal_entity.trim(),
    points_kind: words.points_kind,
  };
  const points = Number(words.points);
  return gives
    ? { ...shared, points, lifetime: words.lifetime }
    : { ...shared, points: -points, shortage: words.shortage };
}

function AdjustForm({ id, kind, onClose }: Omit<Props, "name">) {
  const { t } = useTranslation();
  const format = useFormats();
  const kinds = useOpenKinds();
  const lifetimeOf = (id: string) => kinds.find((one) => one.id === id)?.lifetime ?? null;
  const [words, keepWords] = useState<Words>({ ...EMPTY, points_kind: kind, lifetime: lifetimeOf(kind) });
  const adjust = useDeed<AdjustmentIn, PostedOut>({
    path: `/v1/customers/${encodeURIComponent(id)}/points`,
    touches: [["customer", id], ["programme"]],
  });
  const set = (part: Partial<Words>) => {
    keepWords({ ...words, ...part });
    if (adjust.error) adjust.reset();
  };
  const faults: Fault[] = adjust.error instanceof Problem ? adjust.error.errors : [];
  const isNumber = words.points !== null && wrongWith(words.points, POINTS, 0) === null;
  const ready = isNumber && words.reason.trim() !== "" && words.legal_entity.trim() !== "";
  const count = isNumber ? Number(words.points) : 0;
  const amount = t("mass.points", { count, number: format.number(count) });
  const done = (posted: PostedOut) => {
    const balance = t("mass.points", { count: posted.available, number: format.number(posted.available) });
    notifications.show({ message: t(`adjust.done.${words.direction}`, { balance }) });
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !adjust.isPending) adjust.mutate(bodyOf(words), { onSuccess: done });
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label={t("mass.direction")}
            value={words.direction}
            onChange={(direction) => set({ direction: direction as Words["direction"] })}
            data={(["give", "take"] as const).map((value) => ({ value, label: t(`adjust.verb.${value}`) }))}
          />
          <NumberField
            schema={POINTS}
            label={t("points.points")}
            width={150}
            value={words.points}
            required
            error={faultAt(faults, "/points")}
            pointer="/points"
            onChange={(points) => set({ points })}
          />
        </Group>
        <PointsKindSelect
          value={words.points_kind}
          onChange={(points_kind) => set({ points_kind, lifetime: lifetimeOf(points_kind) })}
        />
        <TextInput
          label={t("mass.reason")}
          description={t("adjust.reasonHint")}
          maxLength={200}
          value={words.reason}
          error={faultAt(faults, "/reason")}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        {words.direction === "give" ? (
          <LifetimeInput
            label={t("points.lifetime")}
            value={words.lifetime}
            onChange={(lifetime) => set({ lifetime })}
          />
        ) : (
          <Radio.Group
            label={t("mass.shortage")}
            value={words.shortage}
            onChange={(shortage) => set({ shortage: shortage as Words["shortage"] })}
          >
            <Stack gap="xs" mt={4}>
              <Radio value="forbid" label={t("adjust.forbid")} />
              <Radio value="forgive" label={t("mass.short.forgive")} />
              <Radio value="owe" label={t("mass.short.owe")} />
            </Stack>
          </Radio.Group>
        )}
        <EntityField
          label={t("points.legalEntity")}
          value={words.legal_entity}
          error={faultAt(faults, "/legal_entity")}
          onChange={(legal_entity) => set({ legal_entity })}
        />
        {adjust.error && (
          <ErrorState error={adjust.error} what={t("problem.notDone")} atField={(pointer) => SHOWN.includes(pointer)} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("action.cancel")}
          </Button>
          <Button type="submit" loading={adjust.isPending} disabled={!ready}>
            {isNumber ? t(`adjust.do.${words.direction}`, { amount }) : t(`mass.verb.${words.direction}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
