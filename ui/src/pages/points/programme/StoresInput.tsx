/** Stores in which points are otherwise: off there, not spent there, called by other names, told of at another time. */
import { ActionIcon, Autocomplete, Button, Group, Paper, Select, Stack, Switch, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../../api/queries";
import type { Fault } from "../../../api/types";
import { faultAt } from "../../../parts/schema";
import { NumberField } from "../../../parts/TypedNumber";
import { NamesInput } from "./NamesInput";
import { MOST_NOTICE_DAYS, NEW_STORE, repeatedStore, STORE_NOTICES, type StoreNotice, type StoreWords } from "./words";

const DAYS = { type: "integer", minimum: 1, maximum: MOST_NOTICE_DAYS };

interface Props {
  stores: StoreWords[];
  /** How it is in the whole shop. */
  everywhere: { active: boolean; spending: boolean };
  onChange: (stores: StoreWords[]) => void;
  faults: Fault[];
}

export function StoresInput({ stores, everywhere, onChange, faults }: Props) {
  const { t } = useTranslation();
  const repeated = repeatedStore(stores);
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    if (added !== null) document.querySelector<HTMLElement>(`[data-field="/stores/${added}/store"]`)?.focus();
  }, [added]);
  const add = () => {
    onChange([...stores, NEW_STORE]);
    setAdded(stores.length);
  };
  const set = (at: number, part: Partial<StoreWords>) =>
    onChange(stores.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <Stack gap="sm">
      {stores.map((one, index) => (
        <StoreCard
          key={index}
          words={one}
          everywhere={everywhere}
          index={index}
          faults={faults}
          error={index === repeated && one.store.trim() ? t("programme.storeTwice") : undefined}
          onChange={(part) => set(index, part)}
          onRemove={() => onChange(stores.filter((_, other) => other !== index))}
        />
      ))}
      <Group>
        <Button variant="default" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={add}>
          {t("programme.addStore")}
        </Button>
      </Group>
    </Stack>
  );
}

interface CardProps {
  words: StoreWords;
  everywhere: { active: boolean; spending: boolean };
  index: number;
  faults: Fault[];
  error: string | undefined;
  onChange: (part: Partial<StoreWords>) => void;
  onRemove: () => void;
}

function StoreCard({ words, everywhere, index, faults, error, onChange, onRemove }: CardProps) {
  const { t } = useTranslation();
  const name = words.store.trim();
  const [search] = useDebouncedValue(name, 200);
  const { data, isPlaceholderData } = useValues("store", search);
  const known = (data?.data ?? []).map((one) => one.value);
  const isUnknown =
    data && !isPlaceholderData && search === name && name !== "" && !known.some((one) => same(one, name));
  const pointer = `/stores/${index}`;
  return (
    <Paper withBorder p="md" bg="var(--quiet)" role="group" aria-label={name || t("programme.store")}>
      <Stack gap="sm">
        <Group gap="xs" align="flex-start" wrap="nowrap" justify="space-between">
          <Autocomplete
            flex={1}
            maw={280}
            label={t("programme.store")}
            maxLength={255}
            data={[...new Set(known)]}
            filter={({ options }) => options}
            value={words.store}
            data-field={`${pointer}/store`}
            error={error ?? faultAt(faults, `${pointer}/store`)}
            description={isUnknown ? t("programme.storeUnknown") : undefined}
            inputWrapperOrder={["label", "input", "error", "description"]}
            onChange={(store) => onChange({ store })}
          />
          <ActionIcon aria-label={t("programme.removeStore", { store: name })} onClick={onRemove}>
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </Group>
        <Switch
          label={t("programme.storeActive")}
          description={everywhere.active ? undefined : t("programme.offEverywhere")}
          checked={words.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
        <Switch
          label={t("programme.storeSpending")}
          description={everywhere.active && !everywhere.spending ? t("programme.offEverywhere") : undefined}
          checked={words.active && words.spending}
          disabled={!words.active}
          onChange={(event) => onChange({ spending: event.currentTarget.checked })}
        />
        <Group gap="sm" align="flex-end">
          <Select
            w={{ base: "100%", xs: 240 }}
            label={t("programme.storeNotices")}
            allowDeselect={false}
            data={STORE_NOTICES.map((value) => ({ value, label: t(`programme.storeNotice.${value}`) }))}
            value={words.notice}
            onChange={(notice) => notice && onChange({ notice: notice as StoreNotice })}
          />
          {words.notice === "days" && (
            <NumberField
              schema={DAYS}
              label={t("programme.noticeDays")}
              width={120}
              value={words.noticeDays}
              required
              error={faultAt(faults, `${pointer}/notice_days`)}
              pointer={`${pointer}/notice_days`}
              onChange={(days) => onChange({ noticeDays: days as number | string | null })}
            />
          )}
        </Group>
        <div>
          <Text size="xs" c="dimmed" mb={4}>
            {t("programme.storeNames")}
          </Text>
          <NamesInput
            names={words.names}
            onChange={(names) => onChange({ names })}
            faults={faults}
            pointer={`${pointer}/names`}
          />
        </div>
      </Stack>
    </Paper>
  );
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
