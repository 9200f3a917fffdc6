/** Stores in which points are otherwise: off there, or called by other names. */
import { ActionIcon, Autocomplete, Button, Group, Paper, Stack, Switch, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useValues } from "../../../api/queries";
import type { Fault } from "../../../api/types";
import { faultAt } from "../../../parts/schema";
import { NamesInput } from "./NamesInput";
import { repeatedStore, type StoreWords } from "./words";

interface Props {
  stores: StoreWords[];
  onChange: (stores: StoreWords[]) => void;
  faults: Fault[];
}

export function StoresInput({ stores, onChange, faults }: Props) {
  const { t } = useTranslation();
  const repeated = repeatedStore(stores);
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    if (added !== null) document.querySelector<HTMLElement>(`[data-field="/stores/${added}/store"]`)?.focus();
  }, [added]);
  const add = () => {
    onChange([...stores, { store: "", active: true, names: [] }]);
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
  index: number;
  faults: Fault[];
  error: string | undefined;
  onChange: (part: Partial<StoreWords>) => void;
  onRemove: () => void;
}

function StoreCard({ words, index, faults, error, onChange, onRemove }: CardProps) {
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
          checked={words.active}
          onChange={(event) => onChange({ active: event.currentTarget.checked })}
        />
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
